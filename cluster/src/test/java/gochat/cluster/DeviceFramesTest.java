package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import gochat.peer.DeviceNews;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeviceFramesTest {
  private static final UUID ALICE = new UUID(0, 1);

  private final FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);
  private final UserSubjects users = new UserSubjects(network.join());
  private final DeviceFrames here = new DeviceFrames(users);
  private final DeviceFrames there = new DeviceFrames(new UserSubjects(network.join()));

  @Test
  void whatADeviceDoesIsToldToTheServersOfTheOthers() {
    List<DeviceNews> done =
        List.of(
            new DeviceNews.MarkerMoved(new RoomId("茶室"), 3, Long.MAX_VALUE),
            new DeviceNews.Hidden(RoomId.LOBBY, true),
            new DeviceNews.Hidden(RoomId.LOBBY, false),
            new DeviceNews.PrivacyChanged(),
            new DeviceNews.Away(UUID.randomUUID(), true),
            new DeviceNews.Away(UUID.randomUUID(), false));
    List<DeviceNews> heard = new ArrayList<>();
    here.hear((user, news) -> {
      assertThat(user).isEqualTo(ALICE);
      heard.add(news);
    });
    users.connected(ALICE);
    run();

    done.forEach(news -> there.tell(ALICE, news));
    there.tell(new UUID(0, 2), done.getFirst());
    run();

    assertThat(heard).isEqualTo(done);
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }
}
