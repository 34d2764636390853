package org.cairndb.it.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;
import org.junit.jupiter.api.Test;

/** What the SQL store says when a PostgreSQL server refuses or is not there. */
@SharesJvm
class SqlStoreErrorsIT {
    private static final StoredNode NODE = StoredNode.of(Bytes.wrap("a node".getBytes(UTF_8)));
    private static final String SECRET = "s3cret-words";
    private static final StoreOptions ADMIN = StoreOptions.NONE.with(StoreOption.USER, PostgresServer.ADMIN);

    private final String database = PostgresServer.newDatabase();

    @Test
    void aServerThatIsNotThereIsUnreachableAtOnce() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        long start = System.nanoTime();
        try (NodeStore store = open(port, database, ADMIN)) {
            assertFails(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot reach \"jdbc:postgresql://127.0.0.1:%d/%s\"".formatted(port, database),
                    () -> store.readHead("main"));
        }
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void anUnknownSqlDatabaseIsNamed() {
        try (NodeStore store = open("nowhere", ADMIN)) {
            assertFails(
                    ErrorCode.STORE_UNAVAILABLE,
                    "/nowhere\"; create it, or correct the location",
                    () -> store.readHead("main"));
        }
    }

    /** Whatever its name holds is part of the name, and no setting of the driver. */
    @Test
    void theNameOfADatabaseSetsNothing() {
        String name = "x?user=%s&socketFactory=org.example.Evil&a=%%41/../%s".formatted(PostgresServer.ADMIN, database);
        try (NodeStore store = open(name, ADMIN)) {
            assertFails(
                    ErrorCode.STORE_UNAVAILABLE, "The server has no SQL database for", () -> store.readHead("main"));
        }
        PostgresServer.execute("postgres", "CREATE DATABASE \"a?b&c=%41 d\"");
        try (NodeStore store = open("a?b&c=%41 d", ADMIN)) {
            store.putNodes(List.of(NODE));
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
    }

    @Test
    void aRefusedLoginShowsNoPassword() {
        try (NodeStore store = open(
                database,
                StoreOptions.NONE.with(StoreOption.USER, "nobody_there").with(StoreOption.PASSWORD, SECRET))) {
            assertFails(ErrorCode.ACCESS_DENIED, "refused to log in", () -> store.readHead("main"));
        }
    }

    @Test
    void aMissingSchemaReadsEmptyAndIsNamedByTheFirstWrite() {
        try (NodeStore store = open(database, ADMIN.with(StoreOption.SCHEMA, "team x"))) {
            assertThat(store.readHead("main")).isEqualTo(new HeadRead.Missing());
            assertFails(
                    ErrorCode.STORE_UNAVAILABLE,
                    "has no schema \"team x\"; create it",
                    () -> store.putNodes(List.of(NODE)));
            PostgresServer.execute(database, "CREATE SCHEMA \"team x\"");
            store.putNodes(List.of(NODE));
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
    }

    @Test
    void aReaderNeedsSelectOnly() {
        try (NodeStore store = open(database, ADMIN)) {
            store.putNodes(List.of(NODE));
            store.swapHead("main", Optional.empty(), NODE.bytes());
        }
        PostgresServer.execute(
                database,
                "CREATE ROLE reader_%1$s LOGIN".formatted(database),
                "GRANT SELECT ON cairn_node, cairn_head TO reader_" + database);
        try (NodeStore store = open(database, StoreOptions.NONE.with(StoreOption.USER, "reader_" + database))) {
            assertThat(store.readHead("main")).isInstanceOf(HeadRead.Found.class);
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
            assertThat(store.listHeads()).containsExactly("main");
            assertFails(
                    ErrorCode.ACCESS_DENIED,
                    "permission denied for table cairn_node; reading takes SELECT",
                    () -> store.putNodes(List.of(NODE)));
            assertFails(
                    ErrorCode.ACCESS_DENIED,
                    "permission denied for table cairn_head",
                    () -> store.swapHead("other", Optional.empty(), NODE.bytes()));
        }
    }

    @Test
    void aDatabaseThatTakesNoChangesSaysSo() {
        PostgresServer.execute(
                database, "ALTER DATABASE %s SET default_transaction_read_only = on".formatted(database));
        try (NodeStore store = open(database, ADMIN)) {
            assertThat(store.readHead("main")).isEqualTo(new HeadRead.Missing());
            assertFails(ErrorCode.READ_ONLY, "takes no changes", () -> store.putNodes(List.of(NODE)));
        }
    }

    private static NodeStore open(String database, StoreOptions options) {
        return open(PostgresServer.port(), database, options);
    }

    private static NodeStore open(int port, String database, StoreOptions options) {
        StoreAddress.PostgreSql address = PostgresServer.address(port, database, options);
        return JdbcNodeStore.open(address);
    }

    private static void assertFails(ErrorCode code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining(SECRET)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
