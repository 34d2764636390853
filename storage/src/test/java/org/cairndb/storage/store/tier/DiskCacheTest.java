package org.cairndb.storage.store.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.testing.ChildProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
    private static final int NODE_BYTES = 1_000;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    @TempDir
    private Path temp;

    private Path directory;

    @BeforeEach
    void name() {
        directory = temp.resolve("not/there yet");
    }

    private DiskCache open(long maxBytes) {
        return DiskCache.open(directory, maxBytes);
    }

    private static List<StoredNode> nodes(int from, int to) {
        return IntStream.range(from, to).mapToObj(DiskCacheTest::node).toList();
    }

    private static StoredNode node(int number) {
        byte[] content = new byte[NODE_BYTES];
        new Random(number).nextBytes(content);
        return StoredNode.of(Bytes.wrap(content));
    }

    private static void keep(DiskCache cache, List<StoredNode> nodes) {
        cache.keep(nodes);
        cache.flush();
    }

    private static List<StoredNode> kept(DiskCache cache, List<StoredNode> nodes) {
        List<Fetch> fetches = cache.find(nodes.stream().map(StoredNode::id).toList());
        return nodes.stream()
                .filter(node -> fetches.contains(new Fetch.Found(node.bytes())))
                .toList();
    }

    private Path shard(StoredNode node) {
        return directory.resolve(node.id().hex().substring(0, 2));
    }

    private Path file(NodeId id) {
        return directory.resolve(id.hex().substring(0, 2)).resolve(id.hex());
    }

    private List<Path> nodeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("CACHEDIR.TAG"))
                    .toList();
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : nodeFiles()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Test
    void nodesSurviveTheProcess() {
        keep(open(1 << 20), nodes(0, 20));

        assertThat(kept(open(1 << 20), nodes(0, 30))).isEqualTo(nodes(0, 20));
    }

    @Test
    void onlyTheOwnerSeesAnything() throws IOException {
        keep(open(1 << 20), nodes(0, 20));

        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> expected =
                        Files.isDirectory(file) ? OWNER : PosixFilePermissions.fromString("rw-------");
                assertThat(Files.getPosixFilePermissions(file)).isEqualTo(expected);
            }
        }
        assertThat(directory.resolve("CACHEDIR.TAG"))
                .content()
                .startsWith("Signature: 8a477f597d28d172789f06886806bc55\n");
    }

    @Test
    void aNodeThatDoesNotMatchItsIdIsNotKept() throws IOException {
        DiskCache cache = open(1 << 20);
        keep(cache, List.of(new StoredNode(node(1).id(), node(2).bytes())));

        assertThat(nodeFiles()).isEmpty();
    }

    @Test
    void aDamagedFileIsDeletedAndMissing() throws IOException {
        DiskCache cache = open(1 << 20);
        keep(cache, nodes(0, 4));
        byte[] flipped = node(0).bytes().toByteArray();
        flipped[500] ^= 4;
        Files.write(file(node(0).id()), flipped);
        Files.write(file(node(1).id()), node(1).bytes().slice(0, 999).unsafeArray());
        Files.write(file(node(2).id()), new byte[0]);

        assertThat(kept(cache, nodes(0, 4))).isEqualTo(nodes(3, 4));
        assertThat(nodeFiles()).containsExactly(file(node(3).id()));

        keep(cache, nodes(0, 4));
        assertThat(kept(cache, nodes(0, 4))).isEqualTo(nodes(0, 4));
    }

    @Test
    void theBoundHoldsAtEveryMoment() throws IOException {
        long bound = 200_000;
        DiskCache cache = open(bound);
        for (int i = 0; i < 600; i += 20) {
            keep(cache, nodes(i, i + 20));
            assertThat(bytes()).isLessThanOrEqualTo(bound);
        }
        assertThat(bytes()).isGreaterThan(bound * 8 / 10);
    }

    @Test
    void aCacheThatIsFullAlreadyIsTrimmedByTheNextProcess() throws IOException {
        keep(open(1 << 20), nodes(0, 600));
        keep(open(200_000), nodes(600, 601));

        assertThat(bytes()).isBetween(150_000L, 200_000L);
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws IOException {
        keep(open(200_000), nodes(0, 180));
        Instant past = Clock.systemUTC().instant().minus(Duration.ofHours(2));
        for (Path file : nodeFiles()) {
            Files.setLastModifiedTime(file, FileTime.from(past));
        }
        DiskCache late = open(200_000);
        assertThat(kept(late, nodes(0, 20))).hasSize(20);
        keep(late, nodes(180, 300));

        assertThat(kept(late, nodes(0, 20))).hasSize(20);
        assertThat(kept(late, nodes(180, 300))).hasSize(120);
        assertThat(kept(late, nodes(20, 180)).size()).isBetween(20, 60);
    }

    @Test
    void aNodeThatFillsMuchOfTheCacheIsNotKept() throws IOException {
        keep(open(4 * NODE_BYTES), nodes(0, 4));

        assertThat(nodeFiles()).isEmpty();
    }

    @Test
    void leftoversOfKilledProcessesGo() throws IOException {
        keep(open(1 << 20), nodes(0, 1));
        Path shard = shard(node(0));
        Path old = Files.createFile(shard.resolve(".tmp-old"));
        Files.setLastModifiedTime(old, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(2))));
        Path young = Files.createFile(shard.resolve(".tmp-young"));

        keep(open(1 << 20), nodes(1, 2));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aCacheMayBeDeletedWhileItIsInUse() throws IOException {
        DiskCache cache = open(1 << 20);
        keep(cache, nodes(0, 5));
        for (Path file : nodeFiles()) {
            Files.delete(file);
        }
        try (Stream<Path> rest = Files.walk(directory)) {
            for (Path path : rest.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
        assertThat(kept(cache, nodes(0, 5))).isEmpty();
        keep(cache, nodes(3, 8));

        assertThat(kept(cache, nodes(0, 8))).isEqualTo(nodes(3, 8));
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(OWNER);
    }

    @Test
    void forgottenNodesAreGone() {
        DiskCache cache = open(1 << 20);
        cache.keep(nodes(0, 5));
        cache.forget(List.of(node(2).id(), node(7).id()));

        assertThat(kept(cache, nodes(0, 5))).isEqualTo(List.of(node(0), node(1), node(3), node(4)));
    }

    @Test
    void anEmptyFolderOfTheUserBecomesACache() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, OWNER);
        keep(open(1 << 20), nodes(0, 1));

        assertThat(nodeFiles()).hasSize(1);
    }

    @Test
    void aFolderWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, OWNER);
        Files.writeString(directory.resolve("thesis.txt"), "do not delete", UTF_8);

        assertRefused("it has other files in it");
        assertThat(directory.resolve("thesis.txt")).hasContent("do not delete");
        assertThat(nodeFiles()).hasSize(1);
    }

    @Test
    void aFolderThatIsOpenToOthersIsRefusedAndLeftAlone() throws IOException {
        open(1 << 20);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

        assertRefused("it is open to other users");
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void aFileIsNoCacheDirectory() throws IOException {
        directory = Files.createFile(temp.resolve("file"));

        assertRefused("it is not a folder");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> open(1 << 20))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(why);
    }

    /** A file where a shard should be fails for every user, root included, as a full disk does. */
    @Test
    void aCacheThatCannotBeWrittenWarnsOnceAndStillAnswers() throws IOException {
        DiskCache cache = open(1 << 20);
        keep(cache, nodes(0, 1));
        for (StoredNode node : nodes(1, 20)) {
            Path shard = shard(node);
            if (!Files.exists(shard)) {
                Files.createFile(shard);
            }
        }
        List<LogRecord> warnings = warningsOf(() -> keep(cache, nodes(1, 20)));

        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).getMessage()).contains(directory.toString());
        assertThat(kept(cache, nodes(0, 20))).contains(node(0));
    }

    @Test
    void aDirectoryThatCannotBeCreatedWarnsOnceAndKeepsNothing() throws IOException {
        directory = Files.createFile(temp.resolve("file")).resolve("cache");
        List<LogRecord> warnings = warningsOf(() -> {
            DiskCache cache = open(1 << 20);
            keep(cache, nodes(0, 5));
            assertThat(kept(cache, nodes(0, 5))).isEmpty();
        });

        assertThat(warnings).hasSize(1);
    }

    private static List<LogRecord> warningsOf(Runnable work) {
        List<LogRecord> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.WARNING);
        Logger logger = Logger.getLogger(DiskCache.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            work.run();
            return warnings;
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
    }

    /** Two processes fill the cache far beyond its bound, reading what the other wrote; one is killed in the middle. */
    @Test
    void processesShareACache() throws Exception {
        String[] arguments = {directory.toString(), "2000000", "0", "4000"};
        try (ChildProcess a = ChildProcess.start(CacheFiller.class, arguments);
                ChildProcess b = ChildProcess.start(CacheFiller.class, arguments);
                ChildProcess killed = ChildProcess.start(CacheFiller.class, arguments)) {
            for (int i = 0; i < 3; i++) {
                assertThat(killed.readLine()).isPresent();
            }
            killed.kill();
            assertThat(a.awaitExit()).isZero();
            assertThat(b.awaitExit()).isZero();
        }
        DiskCache cache = open(2_000_000);
        keep(cache, nodes(5_000, 5_100));

        assertThat(bytes()).isBetween(1_000_000L, 2_000_000L);
        for (Path file : nodeFiles()) {
            String name = String.valueOf(file.getFileName());
            if (NodeId.isHex(name)) {
                assertThat(cache.find(List.of(NodeId.parse(name)))).allMatch(Fetch.Found.class::isInstance);
            }
        }
    }

    /** A process that looks for numbered nodes and keeps those it does not find. */
    static final class CacheFiller {
        private CacheFiller() {}

        /** Arguments: directory, bound, first number, end. */
        public static void main(String[] arguments) {
            DiskCache cache = DiskCache.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
            int from = Integer.parseInt(arguments[2]);
            int to = Integer.parseInt(arguments[3]);
            for (int i = from; i < to; i += 50) {
                for (StoredNode node : nodes(i, Math.min(to, i + 50))) {
                    Fetch fetch = cache.find(List.of(node.id())).get(0);
                    if (fetch instanceof Fetch.Found found && !found.bytes().equals(node.bytes())) {
                        throw new UncheckedIOException(new IOException("wrong bytes"));
                    }
                    cache.keep(List.of(node));
                }
                cache.flush();
                System.out.println(i);
            }
        }
    }
}
