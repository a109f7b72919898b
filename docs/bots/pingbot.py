# Answers "!ping". Usage: GOCHAT_TOKEN=... python3 pingbot.py localhost:1234
import json, os, pathlib, random, sys, time, uuid
import grpc
from gochat.v1 import common_pb2, message_pb2, message_pb2_grpc, stream_pb2, stream_pb2_grpc

FILE, NEW_FILE = pathlib.Path("pingbot.cursors"), pathlib.Path("pingbot.cursors.new")
TOKEN = [("authorization", "Bearer " + os.environ["GOCHAT_TOKEN"])]
cursors = json.loads(FILE.read_text()) if FILE.exists() else {}  # room id: [epoch, seq]

def answer(channel, event):
    # The id follows from the event, so that another try, also after a crash, is stored once.
    message_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{event.room_id}/{event.seq}"))
    message_pb2_grpc.MessageServiceStub(channel).SendMessage(message_pb2.SendMessageRequest(
        room=event.room_id, client_message_id=message_id, reply_to_seq=event.seq,
        text=f"pong, {event.author.name}"), metadata=TOKEN, timeout=30)

def handle(channel, frame):
    if frame.HasField("room_followed"):
        room = frame.room_followed.room
        cursors[room.room_id] = [room.epoch, frame.room_followed.seq]
    elif frame.HasField("event"):
        if frame.event.message_posted.text == "!ping": answer(channel, frame.event)
        cursors[frame.event.room_id] = [frame.event.epoch, frame.event.seq]
    elif frame.HasField("room_unfollowed"): cursors.pop(frame.room_unfollowed.room_id, None)
    NEW_FILE.write_text(json.dumps(cursors))
    NEW_FILE.replace(FILE)

pause = 0.5
while True:
    known = [common_pb2.Cursor(room=id, epoch=epoch, seq=seq) for id, (epoch, seq) in cursors.items()]
    request = stream_pb2.FollowRequest(cursors=known, **{"from": stream_pb2.FOLLOW_FROM_JOINED})
    try:
        with grpc.insecure_channel(sys.argv[1], [("grpc.keepalive_time_ms", 20_000)]) as channel:
            for frame in stream_pb2_grpc.StreamServiceStub(channel).Follow(request, metadata=TOKEN):
                handle(channel, frame)
                if frame.HasField("caught_up"): pause = 0.5
    except grpc.RpcError as error:
        if error.code() is grpc.StatusCode.UNAUTHENTICATED: sys.exit(error.details())
    time.sleep(random.uniform(0, pause))
    pause = min(2 * pause, 30)
