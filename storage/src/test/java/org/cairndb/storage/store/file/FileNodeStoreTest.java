package org.cairndb.storage.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.testing.NodeStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNodeStoreTest extends NodeStoreContract {
    private static final StoredNode NODE = StoredNode.of(text("a node"));

    @TempDir
    private Path temp;

    @Override
    protected NodeStore open() {
        return FileNodeStore.open(root());
    }

    private Path root() {
        return temp.resolve("not/there yet");
    }

    @Test
    void objectsHavePortableKeys() throws IOException {
        store().putNodes(List.of(NODE));
        store().swapHead("feature/x", Optional.empty(), text("head"));

        String hex = NODE.id().hex();
        assertThat(root().resolve("nodes").resolve(hex.substring(0, 2)).resolve(hex))
                .hasContent("a node");
        assertThat(root().resolve("heads/feature~x")).hasContent("head");
        assertThat(store().displayUri()).isEqualTo("file:" + root());
    }

    @Test
    void readersCreateNothing() {
        store().readHead("main");
        store().fetchNode(NODE.id());
        store().swapHead("main", Optional.of(new HeadVersion("x")), text("head"));
        store().deleteHead("main", new HeadVersion("x"));
        store().deleteNodes(List.of(NODE.id()));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsAMissingDatabase() {
        CairnException error = MissingHeads.explain(store(), "main");

        assertThat(error.code()).isEqualTo(ErrorCode.NO_SUCH_DATABASE);
        assertThat(error)
                .hasMessage(
                        "There is no database at \"file:" + root() + "\"; check the location, or commit to it first");
    }

    @Test
    void aMissingBranchIsNamedWithThoseThatExist() {
        store().swapHead("main", Optional.empty(), text("head"));

        assertThat(MissingHeads.explain(store(), "mian"))
                .hasMessageEndingWith("has no branch \"mian\"; its branches are \"main\"");
    }

    @Test
    void aFileIsNoDatabase() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");

        assertThatThrownBy(() -> FileNodeStore.open(file))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void temporaryFilesOfKilledWritersAreIgnored() throws IOException {
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("head"));
        Files.writeString(shard().resolve(".tmp-dead-1"), "torn");
        Files.writeString(heads().resolve(".tmp-dead-2"), "torn");

        assertThat(store().listHeads()).containsExactly("main");
        try (Stream<NodeEntry> nodes = store().listNodes()) {
            assertThat(nodes).extracting(NodeEntry::id).containsExactly(NODE.id());
        }
    }

    @Test
    void temporaryFilesAreSweptAfterADay() throws IOException {
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("head"));
        Path young = Files.writeString(heads().resolve(".tmp-dead-1"), "torn");
        Path old = Files.writeString(heads().resolve(".tmp-dead-2"), "torn");
        Path oldNode = Files.writeString(shard().resolve(".tmp-dead-3"), "torn");
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, before);
        Files.setLastModifiedTime(oldNode, before);

        try (NodeStore next = open()) {
            next.putNodes(List.of(NODE));
            next.swapHead("other", Optional.empty(), text("head"));
        }

        assertThat(young).exists();
        assertThat(old).doesNotExist();
        assertThat(oldNode).doesNotExist();
    }

    @Test
    void writersLeaveNoTemporaryFiles() throws IOException {
        store().putNodes(List.of(NODE));
        HeadSwap created = store().swapHead("main", Optional.empty(), text("one"));
        store().swapHead("main", Optional.of(((HeadSwap.Swapped) created).version()), text("two"));

        try (Stream<Path> files = Files.walk(root())) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".tmp")))
                    .isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNoLostRace() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");
        try (NodeStore store = FileNodeStore.open(file.resolve("shop"))) {
            assertThatThrownBy(() -> store.swapHead("main", Optional.empty(), text("one")))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFolderDeletedUnderAnOpenStoreIsMadeAgain() throws IOException {
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("one"));
        deleteAll(root());

        store().putNodes(List.of(NODE));
        HeadSwap first = store().swapHead("main", Optional.empty(), text("two"));
        if (first instanceof HeadSwap.Lost) {
            assertThat(store().swapHead("main", Optional.empty(), text("two"))).isInstanceOf(HeadSwap.Swapped.class);
        }

        assertThat(store().fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
        assertThat(store().readHead("main")).isInstanceOf(HeadRead.Found.class);
    }

    @Test
    void anInterruptNeitherBreaksAWriteNorIsLost() {
        Thread.currentThread().interrupt();
        store().putNodes(List.of(NODE));
        HeadSwap swap = store().swapHead("main", Optional.empty(), text("head"));
        Fetch fetch = store().fetchNode(NODE.id());
        HeadRead head = store().readHead("main");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(swap).isInstanceOf(HeadSwap.Swapped.class);
        assertThat(fetch).isEqualTo(new Fetch.Found(NODE.bytes()));
        assertThat(head).isInstanceOf(HeadRead.Found.class);
    }

    @Test
    void anImpossiblyLargeFileIsCorrupt() throws IOException {
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("head"));
        for (Path file : List.of(shard().resolve(NODE.id().hex()), heads().resolve("main"))) {
            try (var access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength(ObjectLimits.MAX_BYTES + 1L);
            }
        }

        assertThatThrownBy(() -> store().fetchNode(NODE.id()))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT));
        assertThatThrownBy(() -> store().readHead("main"))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEAD_CORRUPT));
    }

    @Test
    void anOldHeadIsNotReadAgain() throws IOException {
        HeadVersion version = create("one");
        try (NodeStore later = FileNodeStore.open(root(), clockAhead(Duration.ofSeconds(10)))) {
            later.readHead("main");
            overwriteKeepingAttributes("two");

            assertThat(later.readHead("main", Optional.of(version))).isEqualTo(new HeadRead.Unchanged());
        }
    }

    /** An overwrite in place stands for a replacement by a file that got the same key within one clock tick. */
    @Test
    void aYoungHeadIsReadAgain() throws IOException {
        HeadVersion version = create("one");
        for (Duration ahead : List.of(Duration.ofSeconds(-10), Duration.ZERO)) {
            try (NodeStore now = FileNodeStore.open(root(), clockAhead(ahead))) {
                now.readHead("main");
                overwriteKeepingAttributes("two");

                assertThat(now.readHead("main", Optional.of(version))).isInstanceOf(HeadRead.Found.class);
                overwriteKeepingAttributes("one");
            }
        }
    }

    private HeadVersion create(String content) {
        return ((HeadSwap.Swapped) store().swapHead("main", Optional.empty(), text(content))).version();
    }

    /** A clock that stands still at the time of the head plus a duration. */
    private Clock clockAhead(Duration ahead) throws IOException {
        Instant modified = Files.getLastModifiedTime(heads().resolve("main")).toInstant();
        return Clock.fixed(modified.plus(ahead), ZoneOffset.UTC);
    }

    private void overwriteKeepingAttributes(String content) throws IOException {
        Path head = heads().resolve("main");
        FileTime modified = Files.getLastModifiedTime(head);
        try (var access = new RandomAccessFile(head.toFile(), "rw")) {
            access.write(content.getBytes(UTF_8));
        }
        Files.setLastModifiedTime(head, modified);
    }

    private Path heads() {
        return root().resolve("heads");
    }

    private Path shard() {
        return root().resolve("nodes").resolve(NODE.id().hex().substring(0, 2));
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
