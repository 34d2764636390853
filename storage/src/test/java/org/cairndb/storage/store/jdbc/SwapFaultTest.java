package org.cairndb.storage.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Swaps of a head on connections that fail around the commit. */
class SwapFaultTest {
    @TempDir
    private Path folder;

    private FailingConnections connections;
    private SqlDatabase database;
    private HeadTable heads;

    @BeforeEach
    void open() {
        var address = new StoreAddress.H2(folder.resolve("shop"), StoreOptions.NONE);
        connections = new FailingConnections(new H2Source(address, new SqlOptions(StoreOptions.NONE, Map.of())));
        database = new SqlDatabase(connections, "PUBLIC", 2);
        heads = new HeadTable(database, "cairn");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailingConnections.Fault.class,
            names = {"SYNC_CLOSE", "STATEMENT_CLOSE", "ROLLBACK", "AUTO_COMMIT", "CLEAR_WARNINGS"})
    void aSwapThatWasCommittedIsSwappedWhateverFailsAfterwards(FailingConnections.Fault fault) {
        HeadVersion first = swapped(Optional.empty(), "first");
        connections.failOnce(fault);

        HeadVersion second = swapped(Optional.of(first), "second");

        assertThat(connections.hasFailed()).isTrue();
        assertThat(read()).isEqualTo(new HeadRead.Found(text("second"), second));
    }

    @Test
    void aConnectionThatCannotBeResetIsNotLentAgain() {
        HeadVersion first = swapped(Optional.empty(), "first");
        connections.failOnce(FailingConnections.Fault.AUTO_COMMIT);
        HeadVersion second = swapped(Optional.of(first), "second");

        boolean deleted = heads.delete("main", second, Requests.UNCOUNTED);

        assertThat(deleted).isTrue();
        assertThat(read()).isEqualTo(new HeadRead.Missing());
    }

    @ParameterizedTest
    @EnumSource(
            value = FailingConnections.Fault.class,
            names = {"SYNC", "COMMIT_ANSWER"})
    void aSwapThatMayNotBeDurableIsMadeDurableBeforeItIsRead(FailingConnections.Fault fault) {
        HeadVersion first = swapped(Optional.empty(), "first");
        connections.failOnce(fault);
        assertThatThrownBy(() -> heads.swap("main", Optional.of(first), text("second"), Requests.UNCOUNTED))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
        int syncs = connections.syncs();

        assertThat(read())
                .isInstanceOfSatisfying(
                        HeadRead.Found.class, found -> assertThat(found.bytes()).isEqualTo(text("second")));
        assertThat(connections.syncs()).isEqualTo(syncs + 1);
        read();
        assertThat(connections.syncs()).isEqualTo(syncs + 1);
    }

    private HeadVersion swapped(Optional<HeadVersion> expected, String head) {
        HeadSwap swap = heads.swap("main", expected, text(head), Requests.UNCOUNTED);
        assertThat(swap).isInstanceOf(HeadSwap.Swapped.class);
        return ((HeadSwap.Swapped) swap).version();
    }

    private HeadRead read() {
        return heads.read("main", Optional.empty(), Requests.UNCOUNTED);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }
}
