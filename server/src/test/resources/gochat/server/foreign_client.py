"""Clients of gochat.ChatService on gRPC's C core, told what to do by the lines of stdin.

A line is a command with its arguments, separated by tabs; texts are base64 of UTF-8:
  connect CHANNEL PORT [OPTION=NUMBER ...]
  open STREAM CHANNEL COMPRESSION DEADLINE_MS (0: none)
  send STREAM USERNAME TARGETNAME CONTENT
  half-close STREAM
  cancel STREAM
What happens to the streams goes to stdout:
  headers STREAM
  message STREAM USERNAME TARGETNAME CONTENT
  status STREAM CODE DETAILS
"""

import base64
import queue
import sys
import threading

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

METHOD = "/gochat.ChatService/Chat"
COMPRESSION = {"gzip": grpc.Compression.Gzip, "none": grpc.Compression.NoCompression}


def chat_message():
    """The message of gochat.proto, written down once more: the wire format, not our generated code."""
    file = descriptor_pb2.FileDescriptorProto(name="gochat.proto", package="gochat", syntax="proto3")
    message = file.message_type.add(name="ChatMessage")
    for number, name in enumerate(("username", "targetname", "content"), start=1):
        message.field.add(name=name, number=number, type=9, label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(
        pool.FindMessageTypeByName("gochat.ChatMessage")
    )


ChatMessage = chat_message()
output = threading.Lock()


def report(*words):
    with output:
        print(*words, sep="\t", flush=True)


def encode(text):
    return base64.b64encode(text.encode()).decode()


def decode(text):
    return base64.b64decode(text).decode()


class Stream:
    def __init__(self, name, channel, compression, deadline_ms):
        self.name = name
        self.requests = queue.SimpleQueue()
        self.call = channel.stream_stream(
            METHOD,
            request_serializer=ChatMessage.SerializeToString,
            response_deserializer=ChatMessage.FromString,
        )(
            iter(self.requests.get, None),
            timeout=deadline_ms / 1000 if deadline_ms else None,
            compression=COMPRESSION[compression],
        )
        threading.Thread(target=self.await_headers, daemon=True).start()
        threading.Thread(target=self.read, daemon=True).start()

    def await_headers(self):
        self.call.initial_metadata()
        report("headers", self.name)

    def read(self):
        try:
            for message in self.call:
                texts = (message.username, message.targetname, message.content)
                report("message", self.name, *map(encode, texts))
        except grpc.RpcError:
            pass  # The status says it all.
        report("status", self.name, self.call.code().name, encode(self.call.details() or ""))


def main():
    channels = {}
    streams = {}
    for line in sys.stdin:
        command, name, *arguments = line.rstrip("\n").split("\t")
        if command == "connect":
            port, *options = arguments
            channels[name] = grpc.insecure_channel(
                "127.0.0.1:" + port,
                # Each channel a connection of its own.
                [("grpc.use_local_subchannel_pool", 1)]
                + [(key, int(value)) for key, value in (o.split("=") for o in options)],
            )
        elif command == "open":
            channel, compression, deadline_ms = arguments
            streams[name] = Stream(name, channels[channel], compression, int(deadline_ms))
        elif command == "send":
            username, targetname, content = map(decode, arguments)
            streams[name].requests.put(
                ChatMessage(username=username, targetname=targetname, content=content)
            )
        elif command == "half-close":
            streams[name].requests.put(None)
        elif command == "cancel":
            streams[name].call.cancel()
        else:
            raise ValueError(command)


main()
