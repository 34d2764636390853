package org.cairndb.it.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that break while a statement is under way. */
@SharesJvm
class LostAnswerIT {
    private static final StoredNode NODE = StoredNode.of(text("a node"));

    private final String database = PostgresServer.newDatabase();
    private Relay relay;
    private NodeStore store;
    private HeadVersion one;

    @BeforeEach
    void connectThroughTheRelay() throws IOException {
        relay = new Relay(PostgresServer.port());
        store = JdbcNodeStore.open(PostgresServer.address(
                relay.port(),
                database,
                StoreOptions.NONE.with(StoreOption.USER, PostgresServer.ADMIN).with(StoreOption.SSL, "disable")));
        store.putNodes(List.of(NODE));
        store.swapHead("main", Optional.empty(), text("one"));
        one = ((HeadRead.Found) store.readHead("main")).version();
    }

    @AfterEach
    void disconnect() {
        assertThat(relay.isSet()).isFalse();
        store.close();
        relay.close();
    }

    @Test
    void aSwapWithoutAnAnswerIsUnknownAndMade() {
        relay.cutAt("UPDATE", Relay.Cut.ANSWER);

        assertUnknown(() -> store.swapHead("main", Optional.of(one), text("two")));

        assertThat(content("main")).isEqualTo("two");
    }

    @Test
    void aSwapThatNeverArrivedIsUnknownAndNotMade() {
        relay.cutAt("UPDATE", Relay.Cut.STATEMENT);

        assertUnknown(() -> store.swapHead("main", Optional.of(one), text("two")));

        assertThat(content("main")).isEqualTo("one");
    }

    @Test
    void aCreationWithoutAnAnswerIsUnknownAndMade() {
        relay.cutAt("INSERT", Relay.Cut.ANSWER);

        assertUnknown(() -> store.swapHead("other", Optional.empty(), text("first")));

        assertThat(content("other")).isEqualTo("first");
    }

    @Test
    void aDeletionWithoutAnAnswerIsUnknownAndMade() {
        relay.cutAt("DELETE", Relay.Cut.ANSWER);

        assertUnknown(() -> store.deleteHead("main", one));

        assertThat(store.readHead("main")).isEqualTo(new HeadRead.Missing());
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNoHarmIsRepeated(Relay.Cut cut) {
        StoredNode another = StoredNode.of(text("another"));
        relay.cutAt("INSERT", cut);
        store.putNodes(List.of(another));
        assertThat(relay.isSet()).isFalse();
        relay.cutAt("SELECT", cut);
        assertThat(store.fetchNode(another.id())).isEqualTo(new Fetch.Found(another.bytes()));
        assertThat(relay.isSet()).isFalse();
        relay.cutAt("DELETE", cut);
        store.deleteNodes(List.of(another.id()));

        assertThat(store.fetchNode(another.id())).isInstanceOf(Fetch.Missing.class);
        assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
    }

    private String content(String branch) {
        return new String(((HeadRead.Found) store.readHead(branch)).bytes().unsafeArray(), UTF_8);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
    }
}
