package gochat.api;

import gochat.account.AuditLog;
import gochat.account.Identities;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Reports;
import gochat.session.Services;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.ServerServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The calls of the v1 API, for all transports.
public final class Api {
  private final Services services;
  private final Authentication authentication;
  private final List<ServerServiceDefinition> callServices;
  private final Set<String> openCalls;
  private final Calls calls;
  private final FollowRequests follows;

  /// @param isInsecureAllowed whether passwords and tokens of accounts are accepted on unencrypted
  ///   connections
  public Api(
      Services services,
      Identities identities,
      History history,
      HiddenRooms hidden,
      Reports reports,
      AuditLog audit,
      boolean isInsecureAllowed,
      ServerInfo info) {
    this.services = services;
    var failedSignIns = new FailedSignIns(System::nanoTime);
    authentication = new Authentication(identities.tokens(), failedSignIns, isInsecureAllowed);
    var rooms = new RoomFinder(services.visibleRooms());
    var users = new UserFinder(services.names(), services.online());
    var reach = services.reach();
    var rejections = new Rejections(services.textBytesMax());
    LongSupplier epoch = services.journal()::epoch;
    var commands = new RoomCommands(services.rooms(), rejections, epoch);
    var quotas = new RoomQuotas(services.directory(), services.limits(), System::nanoTime);
    List<Call<?, ?>> calls = new ArrayList<>();
    calls.add(
        new ServerCall(
                services.limits(),
                services.roomPolicy().creation(),
                identities.signUps().registration(),
                identities.signUps().areGuestsAllowed(),
                info,
                InstantSource.system())
            .call());
    calls.addAll(new AccountCalls(identities, authentication, failedSignIns).all());
    calls.addAll(new PrivacyCalls(services.privacy(), users, services.online()).all());
    calls.addAll(new AdminCalls(identities.invitations(), rooms, services.directory()).all());
    calls.addAll(new AccountAdminCalls(identities.administration(), users).all());
    calls.addAll(
        new RoomCalls(
                services.visibleRooms(),
                services.markers(),
                rooms,
                commands,
                quotas,
                services.journal())
            .all());
    calls.addAll(
        new OwnRoomCalls(
                services.directory(), hidden, services.online(), rooms, users, reach, commands)
            .all());
    calls.addAll(
        new MemberCalls(services.directory(), rooms, users, reach, commands, quotas).all());
    calls.addAll(new MeasureCalls(services.directory(), rooms, users, commands).all());
    calls.addAll(
        new MessageCalls(
                rooms, users, reach, commands, services.directMessages(), rejections, epoch)
            .all());
    calls.addAll(
        new HistoryCalls(rooms, history, services.markers(), services.online(), epoch).all());
    calls.addAll(
        new ReportCalls(
                rooms, users, services.directory(), history, reports, audit, InstantSource.system())
            .all());
    calls.addAll(
        new PresenceCalls(
                services.presenceTracker(),
                services.online(),
                rooms,
                users,
                reach,
                new TypingPace(System::nanoTime))
            .all());
    var definitions = new CallServices(calls, authentication, services.rates(), services.waiting());
    callServices =
        Stream.of(
                ServerServiceGrpc.getServiceDescriptor(),
                AccountServiceGrpc.getServiceDescriptor(),
                AdminServiceGrpc.getServiceDescriptor(),
                RoomServiceGrpc.getServiceDescriptor(),
                MessageServiceGrpc.getServiceDescriptor(),
                PresenceServiceGrpc.getServiceDescriptor())
            .map(definitions::of)
            .toList();
    openCalls =
        calls.stream()
            .filter(Call.Open.class::isInstance)
            .map(call -> call.method().getFullMethodName())
            .collect(Collectors.toSet());
    this.calls = new Calls(calls);
    follows = new FollowRequests(rooms, users);
  }

  /// The services with unary calls: all except `StreamService`. They are for event loops. A
  /// transport describes the connection in the call's attributes: see [Origin#of] and
  /// [Origin#LANE].
  public List<ServerServiceDefinition> callServices() {
    return callServices;
  }

  /// The full names of the methods that need no token.
  public Set<String> openCalls() {
    return openCalls;
  }

  public Services services() {
    return services;
  }

  Calls calls() {
    return calls;
  }

  public FollowRequests follows() {
    return follows;
  }

  public Authentication authentication() {
    return authentication;
  }
}
