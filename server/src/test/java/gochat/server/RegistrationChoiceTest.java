package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Accounts;
import gochat.account.Registration;
import gochat.store.Store;
import gochat.store.StoredRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationChoiceTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "127.0.0.1, OPEN",
        "127.0.0.2, OPEN",
        "::1, OPEN",
        "localhost, OPEN",
        "none, INVITE",
        "0.0.0.0, INVITE",
        "::, INVITE",
        "192.0.2.1, INVITE"
      },
      nullValues = "none")
  void withoutASettingOnlyServersForThisMachineAreOpen(
      @Nullable String host, Registration expected) {
    try (Store store = Stores.inMemory()) {
      assertThat(RegistrationChoice.AUTO.of(host, store.accounts())).isEqualTo(expected);
    }
  }

  @Test
  void accountsFromBeforeKeepAServerOpenUntilItHasASetting() {
    try (Store store = Stores.inMemory()) {
      Objects.requireNonNull(store.rows()).write(List.of(new StoredRow.WasOpenRow()));
      Accounts accounts = store.accounts();

      assertThat(RegistrationChoice.AUTO.of(null, accounts)).isEqualTo(Registration.OPEN);
      assertThat(RegistrationChoice.INVITE.of(null, accounts)).isEqualTo(Registration.INVITE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSettingHoldsEverywhere(Registration registration) {
    RegistrationChoice choice = RegistrationChoice.valueOf(registration.name());
    try (Store store = Stores.inMemory()) {
      assertThat(choice.of(null, store.accounts())).isEqualTo(registration);
      assertThat(choice.of("127.0.0.1", store.accounts())).isEqualTo(registration);
    }
  }
}
