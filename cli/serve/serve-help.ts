/** For `viba serve --help`: what it takes from its surroundings, and a whole mesh as an example. */
export const serveHelp = `
Environment · 환경 변수 (all services take the same; what is absent is on this machine):
  VIBA_NATS_URL                 NATS with JetStream; required
  VIBA_GATEWAY … VIBA_MONITOR   host:port of each service: gateway 7070, router 7071, orchestrator 7072,
                                learner 7073, cache 7074, monitor 7075
  VIBA_ROUTERS                  host:port,host:port of all routers, if there are several (at most 8): agents open a link to each,
                                work goes to the least busy one
  VIBA_TLS_CA, VIBA_TLS_CERT, VIBA_TLS_KEY   PEM files; then both ends prove themselves by certificate, and --listen may go beyond this machine
  OTEL_EXPORTER_OTLP_ENDPOINT   where the monitor exports all traces to, for example http://127.0.0.1:4318
  VIBA_SERVICE_TOKEN            proof of being a service; absent: the file service-token in the data folder.
  VIBA_TOKEN_KEY, VIBA_JOIN_TOKEN, VIBA_OWNER_TOKEN   likewise

Examples · 예:
  nats-server -js -sd /tmp/nats &
  export VIBA_NATS_URL=nats://127.0.0.1:4222
  for s in monitor cache learner router orchestrator gateway; do ./viba serve $s & done
  for a in plugins/*/agent.ts; do VIBA_DATA=.viba npx node $a & done
  VIBA_GATEWAY=127.0.0.1:7070 ./viba design "강남에 50평 모던 카페를 설계해줘" --out out/cafe
`;
