package gochat.api;

import gochat.session.DirectMessages;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.RoomServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The calls of the v1 API, for all ways in.
public final class Api {
  private final Authentication authentication;
  private final List<ServerServiceDefinition> services;
  private final Calls calls;
  private final FollowRequests follows;

  /// Waits for the disk.
  public Api(ApiContext context) {
    authentication = new Authentication(context.identities().tokens(), context.isInsecureAllowed());
    var rooms = new RoomFinder(context.directory());
    var users = new UserFinder(context.identities().names(), context.online());
    var rejections = new Rejections(context.textBytesMax());
    var commands = new RoomCommands(context.rooms(), rejections);
    var directMessages = new DirectMessages(context.rooms(), context.online());
    // Logs are replaced while no server runs.
    long epoch = context.journal().epoch();
    var quotas = new RoomQuotas(context.directory(), context.limits(), System::nanoTime);
    List<Call<?, ?>> calls = new ArrayList<>();
    calls.addAll(new AccountCalls(context.identities(), authentication).all());
    calls.addAll(
        new RoomCalls(
                context.directory(),
                context.markers(),
                context.hidden(),
                context.online(),
                rooms,
                users,
                commands,
                quotas,
                epoch)
            .all());
    calls.addAll(new MemberCalls(context.directory(), rooms, users, commands, quotas).all());
    calls.addAll(new MessageCalls(rooms, users, commands, directMessages, rejections, epoch).all());
    calls.addAll(
        new HistoryCalls(rooms, context.history(), context.markers(), context.online(), epoch)
            .all());
    calls.addAll(
        new PresenceCalls(
                context.attendance(),
                context.online(),
                rooms,
                users,
                new TypingPace(System::nanoTime))
            .all());
    var callServices = new CallServices(calls, authentication, context.rates());
    services =
        Stream.of(
                AccountServiceGrpc.getServiceDescriptor(),
                RoomServiceGrpc.getServiceDescriptor(),
                MessageServiceGrpc.getServiceDescriptor(),
                PresenceServiceGrpc.getServiceDescriptor())
            .map(callServices::of)
            .toList();
    this.calls = new Calls(calls);
    follows = new FollowRequests(rooms, users);
  }

  /// The services with unary calls only: all but `StreamService`. A transport serves a call on a
  /// virtual thread, and says in the call's attributes where it comes from: see [Origin#of].
  public List<ServerServiceDefinition> services() {
    return services;
  }

  public Calls calls() {
    return calls;
  }

  public FollowRequests follows() {
    return follows;
  }

  public Authentication authentication() {
    return authentication;
  }
}
