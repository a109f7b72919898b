-- Texts of users are bytea: they may contain U+0000, which PostgreSQL refuses in a text.

CREATE TABLE meta (
  epoch bigint NOT NULL,
  schema integer NOT NULL, -- the number of the last step that was taken
  readable_from integer NOT NULL, -- the oldest schema whose servers may use this database
  cluster uuid NOT NULL,
  was_open boolean NOT NULL DEFAULT false -- whether there are accounts of a version that let everybody register
);

INSERT INTO meta VALUES (1, 0, 1, gen_random_uuid());

-- The servers that are here. A row goes when its server ends, or when the others find it dead.
CREATE TABLE node (
  id uuid PRIMARY KEY, -- life.id
  speaks_from integer NOT NULL, -- the oldest version of what servers tell each other that it understands
  speaks_to integer NOT NULL, -- the newest one
  version text COLLATE "C" NOT NULL, -- of the program; empty as long as it starts
  address text COLLATE "C" NOT NULL, -- host and port
  draining boolean NOT NULL, -- it ends, and its clients go to others
  admin_code text COLLATE "C", -- the SHA-256 of the code for the administrator; null without one
  since timestamptz NOT NULL DEFAULT now()
);

-- The runs of servers. The row of one changes each second and with each turn, and nothing else lives in it. It outlives a
-- server that was found dead, which may only have paused: a row that is missing means that the database has lost it.
CREATE TABLE life (
  id uuid PRIMARY KEY,
  beat bigint NOT NULL DEFAULT 0, -- grows as long as the server runs
  tick bigint NOT NULL DEFAULT 0, -- the number of its turns, and of the connections that recorded them
  died_at timestamptz -- when it was found dead: it records no more. Tells only when the row can go
) WITH (fillfactor = 10);

-- Names that are in use without a user who has them: by a stream without an account, or while a user is added.
CREATE TABLE claim (
  folded text COLLATE "C" PRIMARY KEY,
  holder uuid NOT NULL, -- a stream, or the user who is added
  node uuid NOT NULL REFERENCES node ON DELETE CASCADE
);

CREATE INDEX claim_node ON claim (node);

-- What all servers have to hear of within seconds, as events of rooms reach only those that follow them. Read by `xid`,
-- as transactions don't commit in the order of their ids.
CREATE TABLE note (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT now(), -- tells only when the note can go
  kind smallint NOT NULL, -- Note
  user_id uuid,
  room text COLLATE "C", -- log.id
  seq bigint,
  token uuid
);

CREATE INDEX note_xid ON note (xid);

-- The end of each log. A turn changes one row of it for each room, and nothing else lives here, so that these updates
-- touch no index.
CREATE TABLE log (
  key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  head bigint NOT NULL DEFAULT 0, -- a seq
  latest_at bigint NOT NULL DEFAULT -9223372036854775808 -- the newest time of all events
) WITH (fillfactor = 50);

CREATE TABLE event (
  room bigint NOT NULL, -- log.key; a reference would lock its row for each event
  seq bigint NOT NULL,
  at bigint NOT NULL,
  latest_at bigint NOT NULL, -- the newest time in the room up to here
  author uuid NOT NULL,
  session uuid NOT NULL,
  message_id uuid,
  fingerprint bigint,
  message bigint, -- the seq of the message that is answered, edited, deleted…
  thread bigint, -- the seq of the message with which the thread began
  kind smallint NOT NULL, -- EventKind
  standing smallint NOT NULL,
  shown boolean NOT NULL,
  name text COLLATE "C" NOT NULL,
  text bytea, -- of a message, a reaction or a topic; null when it was erased. Or a reason
  mentions uuid[],
  member uuid,
  member_name text COLLATE "C",
  member_standing smallint,
  role smallint,
  room_kind smallint,
  room_name text COLLATE "C",
  room_folded_name text COLLATE "C",
  keep_ms bigint, -- of a rule; 0 for no limit
  keep_events bigint,
  until_ms bigint, -- the end of a ban or a mute; null for none
  slow_ms bigint, -- the interval of slow mode; 0 without it
  PRIMARY KEY (room, seq)
) PARTITION BY HASH (room);

DO $$
BEGIN
  FOR i IN 0 .. 15 LOOP
    EXECUTE format(
      'CREATE TABLE event_%s PARTITION OF event FOR VALUES WITH (MODULUS 16, REMAINDER %s)', i, i);
  END LOOP;
END
$$;

-- The id comes first: ids that begin with the time then share a page.
CREATE UNIQUE INDEX event_message_id ON event (message_id, author, room) WHERE message_id IS NOT NULL;
-- Finds a page whatever the number of reactions and edits.
CREATE INDEX event_shown ON event (room, seq) WHERE shown;
-- Finds a message's newest edit, and all changes of a deleted message.
CREATE INDEX event_change ON event (room, message, kind, seq) WHERE NOT shown;
CREATE INDEX event_thread ON event (room, thread, seq) WHERE thread IS NOT NULL;

-- All tables from here on follow from the logs, except marker and the rules of the operator.
CREATE TABLE room (
  key bigint PRIMARY KEY REFERENCES log,
  kind smallint, -- null when the room does not exist
  name text COLLATE "C",
  folded_name text COLLATE "C",
  topic bytea NOT NULL DEFAULT '',
  topic_event bigint, -- the seq of the event with the topic's text
  floor bigint NOT NULL DEFAULT 0, -- the seq of the last event that is no longer kept
  floor_at bigint, -- the newest time up to it
  keep_ms bigint, -- the rule of the operator; null for no limit
  keep_events bigint,
  own_keep_ms bigint, -- the rule of the room's owners; null for no limit
  own_keep_events bigint,
  slow_ms bigint, -- the interval of slow mode; null without it
  slow_since bigint -- the seq of the event that set it
);

CREATE UNIQUE INDEX room_public_name ON room (folded_name) WHERE kind = 1;
CREATE INDEX room_rule ON room (key)
  WHERE coalesce(keep_ms, keep_events, own_keep_ms, own_keep_events) IS NOT NULL;

-- The skeletons of public rooms only.
CREATE TABLE room_skeleton (
  skeleton text COLLATE "C" PRIMARY KEY,
  room bigint NOT NULL REFERENCES room
);

CREATE INDEX room_skeleton_room ON room_skeleton (room);

-- The keys ascend in the order in which users became members, over all rooms.
CREATE TABLE member (
  key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room bigint NOT NULL REFERENCES room,
  user_id uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  standing smallint NOT NULL,
  role smallint NOT NULL,
  since bigint NOT NULL, -- a seq
  folded_name text COLLATE "C", -- of the room
  hidden_at bigint, -- the room's head when the member hid it; null when it is not hidden
  UNIQUE (room, user_id)
);

CREATE INDEX member_user ON member (user_id, key);
CREATE INDEX member_name ON member (user_id, folded_name) WHERE folded_name IS NOT NULL;

CREATE TABLE banned (
  room bigint NOT NULL REFERENCES room,
  user_id uuid NOT NULL,
  name text COLLATE "C", -- null from here on: an older version has kept only the user
  standing smallint,
  by_id uuid,
  by_name text COLLATE "C",
  by_standing smallint,
  reason bytea,
  since_ms bigint,
  until_ms bigint, -- null for no end
  PRIMARY KEY (room, user_id)
);

CREATE INDEX banned_until ON banned (until_ms) WHERE until_ms IS NOT NULL;

CREATE TABLE muted (
  room bigint NOT NULL REFERENCES room,
  user_id uuid NOT NULL,
  name text COLLATE "C",
  standing smallint,
  by_id uuid,
  by_name text COLLATE "C",
  by_standing smallint,
  reason bytea,
  since_ms bigint,
  until_ms bigint,
  PRIMARY KEY (room, user_id)
);

CREATE INDEX muted_until ON muted (until_ms) WHERE until_ms IS NOT NULL;

-- Current reactions only, without removed ones.
CREATE TABLE reaction (
  room bigint NOT NULL REFERENCES room,
  message bigint NOT NULL, -- a seq
  reaction bytea NOT NULL,
  user_id uuid NOT NULL,
  since bigint NOT NULL, -- the seq of the event that gave it
  PRIMARY KEY (room, message, reaction, user_id)
);

-- Mentions by other users in the newest texts of messages.
CREATE TABLE mention (
  room bigint NOT NULL REFERENCES room,
  message bigint NOT NULL, -- a seq
  user_id uuid NOT NULL,
  PRIMARY KEY (user_id, room, message)
);

CREATE INDEX mention_message ON mention (room, message);

CREATE TABLE pin (
  room bigint NOT NULL REFERENCES room,
  message bigint NOT NULL, -- a seq
  since bigint NOT NULL, -- the seq of the event that pinned it
  PRIMARY KEY (room, message)
);

CREATE TABLE marker (
  user_id uuid NOT NULL,
  room bigint NOT NULL REFERENCES room,
  seq bigint NOT NULL,
  PRIMARY KEY (user_id, room)
);

-- The states of rooms at their floors. Members and pins are in their order.
CREATE TABLE floor_state (
  room bigint PRIMARY KEY REFERENCES room,
  kind smallint,
  name text COLLATE "C",
  folded_name text COLLATE "C",
  topic bytea NOT NULL, -- empty when a later one has replaced it
  keep_ms bigint NOT NULL, -- the rule of the room's owners; 0 for no limit
  keep_events bigint NOT NULL,
  slow_ms bigint NOT NULL, -- the interval of slow mode; 0 without it
  slow_since bigint NOT NULL, -- the seq of the event that set it; 0 without it
  members uuid[] NOT NULL,
  member_names text[] NOT NULL,
  member_standings bigint[] NOT NULL,
  member_roles bigint[] NOT NULL,
  members_since bigint[] NOT NULL, -- seqs
  banned bytea NOT NULL, -- Measures
  muted bytea NOT NULL,
  pinned bigint[] NOT NULL -- seqs
);

INSERT INTO log (id) VALUES ('lobby'), ('audit');
INSERT INTO room (key, kind) SELECT key, CASE id WHEN 'lobby' THEN 0 ELSE 4 END FROM log;

-- Guests share the table with accounts, so that one index covers all names. Only guests have no password.
CREATE TABLE users (
  id uuid PRIMARY KEY,
  kind smallint NOT NULL,
  name text COLLATE "C" NOT NULL,
  folded text COLLATE "C" NOT NULL UNIQUE,
  password text COLLATE "C",
  created_ms bigint NOT NULL,
  uses bigint NOT NULL DEFAULT 0, -- of a guest: grows as long as a server is used
  disabled boolean NOT NULL DEFAULT false, -- whether an account can't sign in
  reset_hash text COLLATE "C" UNIQUE, -- of the code with which the user chooses a new password: SecretCode
  reset_expires_ms bigint,
  reset_used_ms bigint, -- when the password was last changed with a code
  erase_ms bigint, -- the time of the erasure of a deleted account; null for others
  erases_messages boolean NOT NULL DEFAULT false -- whether its messages are deleted then
);

CREATE INDEX users_administrator ON users (id) WHERE kind = 3;
CREATE INDEX users_deleted ON users (id) WHERE erase_ms IS NOT NULL;
CREATE INDEX users_guest ON users (id) WHERE kind = 1;

-- The skeletons of accounts' names, not of guests'.
CREATE TABLE skeleton (
  skeleton text COLLATE "C" PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users
);

CREATE INDEX skeleton_user ON skeleton (user_id);

CREATE TABLE token (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  hash bytea NOT NULL,
  label bytea NOT NULL,
  address text COLLATE "C" NOT NULL, -- from which the user signed in
  created_ms bigint NOT NULL,
  used_ms bigint NOT NULL,
  expires_ms bigint NOT NULL
);

CREATE INDEX token_user ON token (user_id);
CREATE INDEX token_expires ON token (expires_ms);

-- Codes with which users choose a new password.
CREATE TABLE recovery (
  hash text COLLATE "C" PRIMARY KEY, -- of a code: SecretCode
  user_id uuid NOT NULL REFERENCES users
);

CREATE INDEX recovery_user ON recovery (user_id);

-- Invitations to register.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  hash text COLLATE "C" NOT NULL UNIQUE, -- the SHA-256 of the code
  kind smallint NOT NULL, -- of the accounts
  uses_max integer NOT NULL,
  uses integer NOT NULL,
  rooms text[] NOT NULL, -- ids
  note bytea NOT NULL,
  created_ms bigint NOT NULL,
  expires_ms bigint NOT NULL
);

-- Who may reach a user, and whom it has blocked; a user that has changed nothing has no row.
CREATE TABLE privacy (
  user_id uuid PRIMARY KEY,
  messages smallint NOT NULL, -- Code.AUDIENCE
  invitations smallint NOT NULL, -- Code.AUDIENCE
  blocked uuid[] NOT NULL,
  blocked_names text[] COLLATE "C" NOT NULL -- when they were blocked, in the same order
);

-- Open reports of messages, with a copy of each.
CREATE TABLE report (
  id uuid PRIMARY KEY,
  room text COLLATE "C" NOT NULL, -- id
  seq bigint NOT NULL, -- of the message
  at_ms bigint NOT NULL, -- the message's time
  author uuid NOT NULL,
  author_name text NOT NULL,
  author_standing smallint NOT NULL,
  text bytea NOT NULL,
  reporter uuid NOT NULL,
  reporter_name text NOT NULL,
  reporter_standing smallint NOT NULL,
  reason bytea NOT NULL,
  reported_ms bigint NOT NULL,
  UNIQUE (reporter, room, seq)
);

CREATE INDEX report_room ON report (room, reported_ms);
CREATE INDEX report_time ON report (reported_ms);

-- Records a turn of plain messages in one statement, so that no lock waits for its client. The rooms are in the order
-- of their ids, so that two turns never wait for each other. `next` are their heads after the turn, `latest` the newest
-- times of their messages; `places` are the places of the messages' rooms in `rooms`, `latests` the newest times of the
-- turn's messages in the same room up to each. Another head than the expected one is the error GC001. `own` is the life of
-- the server, and `turn` the number of its turns before: if it has another one, another connection records its turns now,
-- and this one comes too late; a life that was found dead records nothing either. Both are the error GC002.
CREATE FUNCTION append(
  own uuid, turn bigint,
  rooms text[], expected bigint[], next bigint[], latest bigint[],
  places bigint[], seqs bigint[], ats bigint[], latests bigint[], authors uuid[], sessions uuid[], names text[],
  standings bigint[], ids uuid[], fingerprints bigint[], messages bigint[], threads bigint[], texts bytea[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  keys bigint[] := '{}';
  befores bigint[] := '{}';
  found_key bigint;
  before bigint;
BEGIN
  UPDATE life SET tick = tick + 1 WHERE id = own AND tick = turn AND died_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this connection records no more turns' USING ERRCODE = 'GC002';
  END IF;
  FOR i IN 1 .. cardinality(rooms) LOOP
    IF expected[i] = 0 THEN
      PERFORM add_room(rooms[i]);
    END IF;
    SELECT key, latest_at INTO found_key, before FROM log WHERE id = rooms[i] AND head = expected[i];
    -- The time changes only together with the head, so it is the one of the row that is updated.
    UPDATE log SET head = next[i], latest_at = greatest(before, latest[i])
      WHERE key = found_key AND head = expected[i];
    IF NOT FOUND THEN
      RAISE EXCEPTION 'another head than the expected one' USING ERRCODE = 'GC001';
    END IF;
    keys := keys || found_key;
    befores := befores || before;
  END LOOP;
  INSERT INTO event (room, seq, at, latest_at, author, session, message_id, fingerprint, message, thread, kind,
      standing, shown, name, text)
    SELECT keys[e.place], e.seq, e.at, greatest(befores[e.place], e.latest), e.author, e.session, e.id, e.fingerprint,
        e.message, e.thread, 1, e.standing, true, e.name, e.text
      FROM unnest(places, seqs, ats, latests, authors, sessions, names, standings, ids, fingerprints, messages,
          threads, texts)
        AS e (place, seq, at, latest, author, session, name, standing, id, fingerprint, message, thread, text);
END
$$;

-- Gives a room a log without events unless it has a log.
CREATE FUNCTION add_room(added text) RETURNS void LANGUAGE sql AS $$
  WITH new AS (INSERT INTO log (id) SELECT added WHERE NOT EXISTS (SELECT FROM log WHERE id = added)
      ON CONFLICT DO NOTHING RETURNING key)
    INSERT INTO room (key) SELECT key FROM new
$$;

-- The first seq from `low` on and before `high` at the time `since` or later, `high` when there is none. Times in a log
-- can go back, so this is a binary search on the newest time up to each event.
CREATE FUNCTION first_at(searched bigint, low bigint, high bigint, since bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  half bigint;
BEGIN
  WHILE low < high LOOP
    half := (low + high) / 2;
    IF (SELECT latest_at FROM event WHERE room = searched AND seq = half) >= since THEN
      high := half;
    ELSE
      low := half + 1;
    END IF;
  END LOOP;
  RETURN low;
END
$$;
