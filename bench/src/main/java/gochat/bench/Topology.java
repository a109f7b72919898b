package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import java.util.List;
import java.util.Locale;

/// The members of a run, and which member receives whose messages.
sealed interface Topology {
  int senders();

  default Load.Done done() {
    return Load.Done.RECEIVED;
  }

  /// Members that read only a share of the messages until all others are done.
  record SlowGroup(List<Member> members, double share) {}

  default List<SlowGroup> slowGroups(List<Member> members) {
    return List.of();
  }

  /// Adds the members, senders first.
  void addMembers(Members members, Load load);

  JsonLine addTo(JsonLine line);

  /// For people.
  String text();

  /// One room with all members.
  ///
  /// @param receivers members that only receive
  /// @param stalled receivers that read nothing until all others are done
  /// @param slow receivers that read only a share of the messages
  record OneRoom(int receivers, int senders, int stalled, int slow, double slowShare)
      implements Topology {
    public OneRoom {
      Plan.check(receivers, 1, 60_000, "--receivers");
      Plan.check(senders, 1, 60_000, "--senders");
      Plan.check(stalled, 0, receivers - 1, "--stall");
      Plan.check(slow, 0, receivers - 1 - stalled, "--slow");
      Plan.check(slowShare, 0.001, 1, "--slow-share");
    }

    /// Without slow receivers.
    OneRoom(int receivers, int senders, int stalled) {
      this(receivers, senders, stalled, 0, 1);
    }

    @Override
    public void addMembers(Members members, Load load) {
      Destination.Room room = members.room();
      for (int i = 0; i < senders; i++) {
        Member sender =
            switch (members.protocol().senderReceives()) {
              case OTHERS -> members.add(members.newClient(room), SenderRange.allBut(i, senders));
              case EVERYTHING -> members.add(members.newClient(room), SenderRange.all(senders));
              case NOTHING -> members.add(members.newClient(), SenderRange.none());
            };
        load.add(sender, room);
      }
      for (int i = 0; i < receivers; i++) {
        members.add(members.newClient(room), SenderRange.all(senders));
      }
    }

    @Override
    public List<SlowGroup> slowGroups(List<Member> members) {
      int firstSlow = senders + stalled;
      return List.of(
          new SlowGroup(members.subList(senders, firstSlow), 0),
          new SlowGroup(members.subList(firstSlow, firstSlow + slow), slowShare));
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

  /// Senders with one receiver each.
  record Pairs(int pairs) implements Topology {
    public Pairs {
      Plan.check(pairs, 1, 60_000, "--pairs");
    }

    @Override
    public int senders() {
      return pairs;
    }

    @Override
    public void addMembers(Members members, Load load) {
      for (int i = 0; i < pairs; i++) {
        members.add(members.newClient(), SenderRange.none());
      }
      for (int i = 0; i < pairs; i++) {
        Member receiver = members.add(members.newClientWithInbox(), SenderRange.one(i, pairs));
        load.add(members.all().get(i), new Destination.User(receiver.name()));
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

  /// Many rooms. The load has one sender for each room; the sending connections share these
  /// senders.
  ///
  /// @param rooms existing ones
  /// @param followers of each room, without the senders
  /// @param connections of the followers; each follows the same number of rooms
  /// @param owners one for each sending connection; each may send to all rooms and receives from
  ///   all
  record Rooms(List<Destination.Room> rooms, int followers, int connections, List<Client> owners)
      implements Topology {
    @Override
    public int senders() {
      return rooms.size();
    }

    @Override
    public void addMembers(Members members, Load load) {
      for (Client owner : owners) {
        members.add(owner, SenderRange.all(rooms.size()));
      }
      for (int i = 0; i < rooms.size(); i++) {
        load.add(members.all().get(i % owners.size()), rooms.get(i));
      }
      int each = rooms.size() * followers / connections;
      for (int i = 0; i < connections; i++) {
        SenderRange senderRange =
            new SenderRange((int) ((long) i * each % rooms.size()), each, rooms.size());
        members.add(members.newClient(followed(senderRange)), senderRange);
      }
    }

    private Destination[] followed(SenderRange senderRange) {
      Destination[] followed = new Destination[senderRange.count()];
      for (int i = 0; i < followed.length; i++) {
        followed[i] = rooms.get(senderRange.sender(i));
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

  /// Senders only. Their messages are done when the server confirms that they are stored.
  record Streams(int streams) implements Topology {
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
    public void addMembers(Members members, Load load) {
      Destination.Room room = members.room();
      for (int i = 0; i < streams; i++) {
        load.add(members.add(members.newClient(room), SenderRange.all(streams)), room);
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
