package gochat.account;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Accounts that report each call to the test before they run it; the test may make it fail.
public final class WatchedAccounts {
  private WatchedAccounts() {}

  /// @param onCall called with the name of the method
  public static Accounts over(Accounts accounts, Consumer<String> onCall) {
    return (Accounts)
        Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (_, method, arguments) -> {
              onCall.accept(method.getName());
              try {
                return method.invoke(accounts, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
