package org.cairndb.storage.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only an H2 file does, and what its errors say. */
class H2NodeStoreTest {
    private static final StoredNode NODE = StoredNode.of(text("a node"));
    private static final String SECRET = "s3cret-words";

    @TempDir
    private Path folder;

    @Test
    void readersCreateNothing() {
        try (NodeStore store = open(StoreOptions.NONE)) {
            store.readHead("main");
            store.fetchNode(NODE.id());
            store.swapHead("main", Optional.of(new HeadVersion("x")), text("head"));
            store.deleteHead("main", new HeadVersion("x"));
            store.deleteNodes(List.of(NODE.id()));
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aGeneratedPasswordIsForItsOwnerOnly() throws IOException {
        try (NodeStore store = open(StoreOptions.NONE)) {
            store.putNodes(List.of(NODE));
        }

        Path secret = folder.resolve("shop.secret");
        assertThat(Files.readString(secret)).matches("[0-9a-f]{64}");
        assertThat(Files.getPosixFilePermissions(secret))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("shop.mv.db", "shop.secret");
        }
    }

    @Test
    void aPasswordFileThatOthersMayChangeIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("shop.secret"), SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (NodeStore store = open(StoreOptions.NONE)) {
            assertThatThrownBy(() -> store.putNodes(List.of(NODE)))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
                    .hasMessageContaining(secret.toString())
                    .hasMessageNotContaining(SECRET);
        }
        assertThat(folder.resolve("shop.mv.db")).doesNotExist();
    }

    @Test
    void aPasswordThatIsGivenCountsAndIsNeverShown() throws IOException {
        StoreOptions given = StoreOptions.NONE.with(StoreOption.PASSWORD, SECRET);
        try (NodeStore store = open(given)) {
            store.putNodes(List.of(NODE));
            assertThat(store.displayUri()).isEqualTo("jdbc:h2:" + folder.resolve("shop"));
        }
        assertThat(folder.resolve("shop.secret")).doesNotExist();
        try (NodeStore store = open(StoreOptions.NONE, Map.of(SqlOptions.PASSWORD_VARIABLE, SECRET))) {
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
        try (NodeStore store = open(StoreOptions.NONE.with(StoreOption.PASSWORD, SECRET + "x"))) {
            assertThatThrownBy(() -> store.fetchNode(NODE.id()))
                    .hasMessage(
                            "\"jdbc:h2:%s\" refused to log in; check options \"user\" and \"password\" (or the environment variable CAIRN_STORE_PASSWORD)",
                            folder.resolve("shop"))
                    .isInstanceOfSatisfying(CairnException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                        assertThat(e).hasStackTraceContaining("28000");
                        assertThat(e.getCause()).message().doesNotContain(SECRET);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop;INIT=CREATE TABLE pwned(x int)",
                "shop;TRACE_LEVEL_FILE=4",
                "shop\\;IFEXISTS=TRUE",
                "a;b/shop",
                "shop\n",
                "shop.mv.db"
            })
    void pathsThatWouldSetSomethingAreRefused(String name) {
        var address = new StoreAddress.H2(folder.resolve(name), StoreOptions.NONE);

        assertFails(ErrorCode.OPTION_INVALID, () -> JdbcNodeStore.open(address));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with space", "a=b", "mem:x", "tcp:host", "~", "é", "a%3Bb", "a?b@c", "zip:x!", "'q\"", "{x}"})
    void allOtherPathsMeanThemselves(String name) {
        var address = new StoreAddress.H2(folder.resolve(name).resolve("shop"), StoreOptions.NONE);
        try (NodeStore store = JdbcNodeStore.open(address)) {
            store.putNodes(List.of(NODE));
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
        assertThat(folder.resolve(name).resolve("shop.mv.db")).exists();
    }

    @Test
    void aSchemaIsAnIdentifierAndANameAValue() throws SQLException {
        String schema = "x\"; DROP ALL OBJECTS; --";
        StoreOptions password = StoreOptions.NONE.with(StoreOption.PASSWORD, SECRET);
        try (NodeStore store = open(password.with(StoreOption.NAME, "' OR ''='"))) {
            store.putNodes(List.of(NODE));
        }
        try (NodeStore store = open(password.with(StoreOption.SCHEMA, schema))) {
            assertThat(store.readHead("main")).isEqualTo(new HeadRead.Missing());
            assertThatThrownBy(() -> store.putNodes(List.of(NODE)))
                    .hasMessage(
                            "\"jdbc:h2:%s\" has no schema \"%s\"; create it, or name another by option \"schema\"",
                            folder.resolve("shop"), schema);
        }
        try (Connection admin = admin()) {
            admin.createStatement().execute("CREATE SCHEMA \"x\"\"; DROP ALL OBJECTS; --\"");
        }
        try (NodeStore store = open(password.with(StoreOption.SCHEMA, schema))) {
            store.putNodes(List.of(NODE));
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
        try (NodeStore store = open(password.with(StoreOption.NAME, "' OR ''='"))) {
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        }
        try (NodeStore store = open(password)) {
            assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Missing.class);
        }
    }

    @Test
    void whoIsNoAdministratorIsToldSoBeforeAnythingIsWritten() throws SQLException {
        StoreOptions password = StoreOptions.NONE.with(StoreOption.PASSWORD, SECRET);
        HeadVersion version;
        try (NodeStore store = open(password)) {
            version = ((HeadSwap.Swapped) store.swapHead("main", Optional.empty(), text("head"))).version();
        }
        try (Connection admin = admin()) {
            admin.createStatement().execute("CREATE USER \"guest\" PASSWORD '%s'".formatted(SECRET));
            admin.createStatement().execute("GRANT ALL ON SCHEMA PUBLIC TO \"guest\"");
        }
        try (NodeStore store = open(password.with(StoreOption.USER, "guest"))) {
            assertThatThrownBy(() -> store.swapHead("main", Optional.of(version), text("other")))
                    .hasMessageContaining("must be its administrator")
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        }
        try (NodeStore store = open(password)) {
            assertThat(store.readHead("main")).isEqualTo(new HeadRead.Found(text("head"), version));
        }
    }

    @Test
    void optionsAreChecked() {
        assertFails(ErrorCode.OPTION_INVALID, () -> open(StoreOptions.NONE.with(StoreOption.SSL, "require")));
        assertFails(ErrorCode.OPTION_INVALID, () -> open(StoreOptions.NONE.with(StoreOption.POOL_SIZE, "0")));
        assertFails(ErrorCode.OPTION_INVALID, () -> open(StoreOptions.NONE.with(StoreOption.NAME, "")));
        assertFails(ErrorCode.OPTION_INVALID, () -> open(StoreOptions.NONE.with(StoreOption.SCHEMA, "a\u0000")));
    }

    @Test
    void aFileOfSomethingElseIsNoDatabase() throws IOException {
        Files.writeString(folder.resolve("shop.mv.db"), "This is no database at all. ".repeat(1000));
        try (NodeStore store = open(StoreOptions.NONE)) {
            assertThatThrownBy(() -> store.readHead("main"))
                    .hasMessageContaining("is damaged, or no file of this version of H2")
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        }
    }

    @Test
    void anInterruptNeitherBreaksAWriteNorIsLost() {
        try (NodeStore store = open(StoreOptions.NONE)) {
            Thread.currentThread().interrupt();
            store.putNodes(List.of(NODE));
            HeadSwap swap = store.swapHead("main", Optional.empty(), text("head"));
            Fetch fetch = store.fetchNode(NODE.id());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(swap).isInstanceOf(HeadSwap.Swapped.class);
            assertThat(fetch).isEqualTo(new Fetch.Found(NODE.bytes()));
        }
    }

    @Test
    void theServerForOtherProcessesListensOnTheLoopbackNetworkOnly() throws IOException {
        try (NodeStore store = open(StoreOptions.NONE)) {
            store.putNodes(List.of(NODE));

            assertThat(Files.readAllLines(folder.resolve("shop.lock.db")))
                    .anyMatch(line -> line.matches("server=localhost.*"));
            assertThat(H2Network.isPrivate()).isTrue();
            assertThat(System.getProperty("h2.bindAddress")).isNull();
        }
    }

    private NodeStore open(StoreOptions options) {
        return open(options, Map.of());
    }

    private NodeStore open(StoreOptions options, Map<String, String> environment) {
        return JdbcNodeStore.open(new StoreAddress.H2(folder.resolve("shop"), options), environment);
    }

    private Connection admin() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + folder.resolve("shop"), "cairn", SECRET);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
