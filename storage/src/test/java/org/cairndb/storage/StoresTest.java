package org.cairndb.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    private static final Location MEMORY = Location.parse("mem:stores-test");
    private static final Bytes HEAD = Bytes.wrap("head".getBytes(StandardCharsets.UTF_8));

    private final Stores stores = new Stores();

    @TempDir
    private Path folder;

    @Test
    void memoryOutlivesItsHandles() {
        try (NodeStore store = stores.openStore(MEMORY)) {
            store.swapHead("main", Optional.empty(), HEAD);
        }
        try (NodeStore store = stores.openStore(Location.parse("mem:stores-test@17"))) {
            assertThat(store.readHead("main")).isInstanceOf(HeadRead.Found.class);
        }
    }

    @Test
    void droppedMemoryIsGone() {
        try (NodeStore store = stores.openStore(MEMORY)) {
            store.swapHead("main", Optional.empty(), HEAD);
        }
        stores.dropMemory("stores-test");

        try (NodeStore store = stores.openStore(MEMORY)) {
            assertThat(store.readHead("main")).isEqualTo(new HeadRead.Missing());
        }
    }

    @Test
    void namesAreDifferentDatabases() {
        try (NodeStore a = stores.openStore(Location.parse("mem:a"));
                NodeStore b = stores.openStore(Location.parse("mem:b"))) {
            a.swapHead("main", Optional.empty(), HEAD);

            assertThat(b.readHead("main")).isEqualTo(new HeadRead.Missing());
        }
    }

    @Test
    void oneHandleMayCloseWhileOthersWork() {
        Location location = Location.ofFolder(folder.resolve("shop"));
        NodeStore first = stores.openStore(location);
        try (NodeStore second = stores.openStore(location)) {
            first.close();
            first.close();

            second.swapHead("main", Optional.empty(), HEAD);
            assertThat(second.listHeads()).containsExactly("main");
            assertThat(second.displayUri()).isEqualTo("file:" + folder.resolve("shop"));
        }
        assertThatThrownBy(first::listHeads)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void aStoreWithACacheDirectoryKeepsItsNodesThere() {
        StoredNode node = StoredNode.of(HEAD);
        String database = "jdbc:h2:" + folder.resolve("shop");
        try (NodeStore store = stores.openStore(Location.parse(database))) {
            store.putNodes(List.of(node));
        }
        Location cached = Location.parse(database + "?cacheSize=1MB&cacheDirectory=" + folder.resolve("cache"));
        for (int hits = 0; hits < 2; hits++) {
            RequestCounter counter = new RequestCounter();
            try (NodeStore store = stores.openStore(cached)) {
                assertThat(store.countedBy(counter).fetchNode(node.id())).isEqualTo(new Fetch.Found(HEAD));
            }
            assertThat(counter.totals().diskHits()).isEqualTo(hits);
            assertThat(counter.totals().gets()).isEqualTo(1 - hits);
        }
        try (NodeStore store = stores.openStore(cached.withoutCache())) {
            RequestCounter counter = new RequestCounter();
            store.countedBy(counter).fetchNode(node.id());
            assertThat(counter.totals().gets()).isEqualTo(1);
        }
    }
}
