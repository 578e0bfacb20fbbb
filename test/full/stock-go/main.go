// A stock grpc-go server of the conformance service, with the library's own settings: what a stranger would run.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"google.golang.org/grpc"
)

// Messages pass as bytes, so that no generated code is needed.
type rawCodec struct{}

func (rawCodec) Marshal(v any) ([]byte, error)      { return *v.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, v any) error { *v.(*[]byte) = append([]byte(nil), data...); return nil }
func (rawCodec) Name() string                       { return "proto" }

// UnaryRequest and UnaryResponse both hold their body in field 1: the request's bytes are the answer.
func unary(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	var request []byte
	err := decode(&request)
	return &request, err
}

// Says index 0, is silent, says index 1.
func serverStream(silence time.Duration) grpc.StreamHandler {
	return func(_ any, stream grpc.ServerStream) error {
		var request []byte
		if err := stream.RecvMsg(&request); err != nil {
			return err
		}
		zero, one := []byte{}, []byte{0x08, 1}
		if err := stream.SendMsg(&zero); err != nil {
			return err
		}
		select {
		case <-time.After(silence):
			return stream.SendMsg(&one)
		case <-stream.Context().Done():
			return stream.Context().Err()
		}
	}
}

func main() {
	seconds, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer(grpc.ForceServerCodec(rawCodec{}))
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "viba.conformance.v1.ConformanceService",
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{{MethodName: "Unary", Handler: unary}},
		Streams: []grpc.StreamDesc{{
			StreamName:    "ServerStream",
			Handler:       serverStream(time.Duration(seconds) * time.Second),
			ServerStreams: true,
		}},
	}, nil)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	// The server ends with its parent: standard input closes.
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	if err := server.Serve(listener); err != nil {
		panic(err)
	}
}
