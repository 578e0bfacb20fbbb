"""An agent made of nothing but generated code and a join token: no SDK.

Usage: python_agent.py GENERATED_DIR ROUTER JOIN_TOKEN_FILE
Promises viba.aec.v1.Energy with the same figures for every building; ends when its standard input closes.
"""

import hashlib
import os
import sys
import threading
import time
import uuid
from concurrent import futures

sys.path.insert(0, sys.argv[1])

import grpc  # noqa: E402
from google.protobuf import descriptor_pb2  # noqa: E402
from viba.aec.v1 import brief_pb2, energy_pb2, plan_pb2  # noqa: E402
from viba.agent.v1 import agent_pb2, agent_pb2_grpc  # noqa: E402
from viba.core.v1 import artifact_pb2, capability_pb2  # noqa: E402
from viba.monitor.v1 import monitor_pb2, monitor_pb2_grpc  # noqa: E402
from viba.router.v1 import registry_pb2, registry_pb2_grpc  # noqa: E402

call_token = {"value": ""}


def descriptor_set(message):
    """The message's file and all it imports, dependencies first."""
    seen = {}

    def visit(file):
        if file.name in seen:
            return
        for dependency in file.dependencies:
            visit(dependency)
        proto = descriptor_pb2.FileDescriptorProto()
        file.CopyToProto(proto)
        seen[file.name] = proto

    visit(message.DESCRIPTOR.file)
    return descriptor_pb2.FileDescriptorSet(file=seen.values()).SerializeToString()


def manifest():
    required = capability_pb2.PRESENCE_REQUIRED
    energy = energy_pb2.Energy.DESCRIPTOR.full_name
    capability = capability_pb2.Capability(
        name="energy.python",
        inputs=[
            capability_pb2.Input(type=plan_pb2.Plan.DESCRIPTOR.full_name, presence=required),
            capability_pb2.Input(type=brief_pb2.Brief.DESCRIPTOR.full_name, presence=required),
        ],
        output_type=energy,
        idempotent=True,
        cost=1,
        description="The same figures for every building, from Python.",
    )
    return agent_pb2.Manifest(
        agent_id="python_agent",
        version="0.1.0",
        title_ko="파이썬 에이전트",
        title_en="Python agent",
        contract_versions=[1],
        capabilities=[capability],
        types=[agent_pb2.ArtifactType(name=energy, descriptor_set=descriptor_set(energy_pb2.Energy))],
    )


class Agent(agent_pb2_grpc.AgentServiceServicer):
    def Describe(self, request, context):
        return agent_pb2.DescribeResponse(manifest=manifest())

    def Execute(self, request, context):
        start_us = time.time() * 1e6
        sent = dict(context.invocation_metadata())
        shown = sent.get("authorization", "")
        if shown != f"Bearer {call_token['value']}":
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "not my router")
        yield agent_pb2.ExecuteResponse(accepted=agent_pb2.Accepted(instance_id=instance_id))
        month = energy_pb2.MonthlyEnergy(heating=100, cooling=100, hot_water=50, lighting=50, ventilation=20, solar=10)
        energy = energy_pb2.Energy(
            months=[month] * 12, final_energy=100, primary_energy=200, self_sufficiency=5, floor_area=165, method="fixed"
        )
        body = energy.SerializeToString()
        artifact = artifact_pb2.Artifact(
            type=energy.DESCRIPTOR.full_name,
            digest=hashlib.sha256(body).hexdigest(),
            size=len(body),
            inline=body,
        )
        # Before the result: who has it may hang up, and nothing after the yield would run then.
        report_span(sent.get("traceparent", ""), "viba.agent.v1.AgentService/Execute", start_us)
        yield agent_pb2.ExecuteResponse(done=agent_pb2.Done(artifact=artifact, duration_ms=1))

    def GetAttempt(self, request, context):
        return agent_pb2.GetAttemptResponse(state=agent_pb2.ATTEMPT_STATE_UNKNOWN)

    def Acknowledge(self, request, context):
        return agent_pb2.AcknowledgeResponse()

    def Cancel(self, request, context):
        return agent_pb2.CancelResponse()


def report_span(traceparent, name, start_us):
    """Tells the mesh of one call, so that this agent's part stands in the run's trace; nothing if the trace isn't kept."""
    parts = traceparent.split("-")
    if len(parts) != 4 or not int(parts[3], 16) & 1:
        return
    span = monitor_pb2.Span(
        trace_id=parts[1],
        span_id=os.urandom(8).hex(),
        parent_id=parts[2],
        name=name,
        kind="server",
        service="python_agent",
        instance=instance_id,
        start_us=start_us,
        duration_us=time.time() * 1e6 - start_us,
        status="ok",
    )
    monitor.ReportSpans(monitor_pb2.ReportSpansRequest(spans=[span]), metadata=metadata, timeout=5)


def register(registry, metadata, address):
    answer = registry.Register(
        registry_pb2.RegisterRequest(
            manifest=manifest(), instance_id=instance_id, address=address, instance_proof=proof, pid=os.getpid()
        ),
        metadata=metadata,
    )
    call_token["value"] = answer.call_token
    return answer.lease


def beat(registry, metadata, address, lease, ended):
    while not ended.wait(lease.heartbeat_interval.ToMilliseconds() / 1000):
        try:
            registry.Heartbeat(registry_pb2.HeartbeatRequest(lease_id=lease.id), metadata=metadata)
        except grpc.RpcError as error:
            if error.code() == grpc.StatusCode.FAILED_PRECONDITION:
                lease = register(registry, metadata, address)


instance_id = f"python-{uuid.uuid4().hex}"
proof = uuid.uuid4().hex
server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
agent_pb2_grpc.add_AgentServiceServicer_to_server(Agent(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()

with open(sys.argv[3], encoding="utf-8") as file:
    token = file.read().strip()
metadata = (("authorization", f"Bearer {token}"),)
router = grpc.insecure_channel(sys.argv[2])
registry = registry_pb2_grpc.RegistryServiceStub(router)
monitor = monitor_pb2_grpc.MonitorServiceStub(router)
lease = register(registry, metadata, f"127.0.0.1:{port}")
print("registered", flush=True)
ended = threading.Event()
threading.Thread(target=beat, args=(registry, metadata, f"127.0.0.1:{port}", lease, ended), daemon=True).start()
sys.stdin.read()
ended.set()
server.stop(1)
