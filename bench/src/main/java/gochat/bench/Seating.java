package gochat.bench;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import java.util.List;
import java.util.Locale;

/// Who takes part in a run, and who hears whom.
sealed interface Seating {
  int senders();

  default Load.Done done() {
    return Load.Done.RECEIVED;
  }

  /// Members who read no more than a share of what is sent until all others are done.
  record Lag(List<Member> members, double share) {}

  default List<Lag> lags(List<Member> members) {
    return List.of();
  }

  /// Adds the members, senders first.
  void seat(Crowd crowd, Load load);

  JsonLine addTo(JsonLine line);

  /// For people.
  String text();

  /// One room with everybody in it.
  ///
  /// @param receivers those who only receive
  /// @param stalled receivers who read nothing until all others are done
  /// @param slow receivers who read a share of what is sent
  record Together(int receivers, int senders, int stalled, int slow, double slowShare)
      implements Seating {
    public Together {
      Plan.check(receivers, 1, 60_000, "--receivers");
      Plan.check(senders, 1, 60_000, "--senders");
      Plan.check(stalled, 0, receivers - 1, "--stall");
      Plan.check(slow, 0, receivers - 1 - stalled, "--slow");
      Plan.check(slowShare, 0.001, 1, "--slow-share");
    }

    /// Nobody is slow.
    Together(int receivers, int senders, int stalled) {
      this(receivers, senders, stalled, 0, 1);
    }

    @Override
    public void seat(Crowd crowd, Load load) {
      Audience.Room room = crowd.room();
      for (int i = 0; i < senders; i++) {
        Member sender =
            switch (crowd.protocol().senderHears()) {
              case OTHERS -> crowd.add(crowd.newClient(room), Hearing.allBut(i, senders));
              case EVERYTHING -> crowd.add(crowd.newClient(room), Hearing.all(senders));
              case NOTHING -> crowd.add(crowd.newClient(), Hearing.none());
            };
        load.add(sender, room);
      }
      for (int i = 0; i < receivers; i++) {
        crowd.add(crowd.newClient(room), Hearing.all(senders));
      }
    }

    @Override
    public List<Lag> lags(List<Member> members) {
      int firstSlow = senders + stalled;
      return List.of(
          new Lag(members.subList(senders, firstSlow), 0),
          new Lag(members.subList(firstSlow, firstSlow + slow), slowShare));
    }

    @Override
    public JsonLine addTo(JsonLine line) {
      return line.put("receivers", receivers)
          .put("senders", senders)
          .put("stalled", stalled)
          .put("slow", slow)
          .put("slowShare", slowShare);
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%d senders, %d receivers (%d stalled, %d slow)",
          senders,
          receivers,
          stalled,
          slow);
    }
  }

  /// Senders with a receiver each, who alone gets their messages.
  record Pairs(int pairs) implements Seating {
    public Pairs {
      Plan.check(pairs, 1, 60_000, "--pairs");
    }

    @Override
    public int senders() {
      return pairs;
    }

    @Override
    public void seat(Crowd crowd, Load load) {
      for (int i = 0; i < pairs; i++) {
        crowd.add(crowd.newClient(), Hearing.none());
      }
      for (int i = 0; i < pairs; i++) {
        Member receiver = crowd.add(crowd.newClientWithInbox(), Hearing.of(i, pairs));
        load.add(crowd.members().get(i), new Audience.User(receiver.name()));
      }
    }

    @Override
    public JsonLine addTo(JsonLine line) {
      return line.put("receivers", pairs).put("senders", pairs).put("stalled", 0);
    }

    @Override
    public String text() {
      return pairs + " pairs";
    }
  }

  /// Many rooms. Each has a sender of its own, in the sense of the load; the connections that send
  /// share them.
  ///
  /// @param rooms that there are already
  /// @param followers of each room, other than those who send
  /// @param connections the followers; each follows as many rooms as any other
  /// @param owners who may send to all rooms and hear all, for each connection that sends
  record Rooms(List<Audience.Room> rooms, int followers, int connections, List<Client> owners)
      implements Seating {
    @Override
    public int senders() {
      return rooms.size();
    }

    @Override
    public void seat(Crowd crowd, Load load) {
      for (Client owner : owners) {
        crowd.add(owner, Hearing.all(rooms.size()));
      }
      for (int i = 0; i < rooms.size(); i++) {
        load.add(crowd.members().get(i % owners.size()), rooms.get(i));
      }
      int each = rooms.size() * followers / connections;
      for (int i = 0; i < connections; i++) {
        Hearing hearing = new Hearing((int) ((long) i * each % rooms.size()), each, rooms.size());
        crowd.add(crowd.newClient(followed(hearing)), hearing);
      }
    }

    private Audience[] followed(Hearing hearing) {
      Audience[] followed = new Audience[hearing.count()];
      for (int i = 0; i < followed.length; i++) {
        followed[i] = rooms.get(hearing.sender(i));
      }
      return followed;
    }

    @Override
    public JsonLine addTo(JsonLine line) {
      return line.put("rooms", rooms.size())
          .put("followers", followers)
          .put("connections", connections)
          .put("senders", owners.size());
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%d rooms of %d followers over %d connections, %d senders",
          rooms.size(),
          followers,
          connections,
          owners.size());
    }
  }

  /// Senders alone, whose messages are done when the server says that it has stored them.
  record Streams(int streams) implements Seating {
    public Streams {
      Plan.check(streams, 1, 10_000, "--streams");
    }

    @Override
    public int senders() {
      return streams;
    }

    @Override
    public Load.Done done() {
      return Load.Done.STORED;
    }

    @Override
    public void seat(Crowd crowd, Load load) {
      Audience.Room room = crowd.room();
      for (int i = 0; i < streams; i++) {
        load.add(crowd.add(crowd.newClient(room), Hearing.all(streams)), room);
      }
    }

    @Override
    public JsonLine addTo(JsonLine line) {
      return line.put("streams", streams);
    }

    @Override
    public String text() {
      return streams + " streams";
    }
  }
}
