package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.CheckReport;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NodeReader;
import org.cairndb.storage.snapshot.SchemaDatoms;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Transaction;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;

/** A plain writer for the tests of sync, and what they compare. */
final class Branches {
    static final String MAIN = "main";

    /** Chunks so small that a few nodes take many of them. */
    static final CopyLimits SMALL = new CopyLimits(2, 3, 1 << 20, 1 << 10, 8, Duration.ofHours(1));

    private static final UUID DATABASE = new UUID(1, 2);
    private static final Random NONCES = new Random(99);
    private static final Attribute NAME =
            Attribute.builder(64, "thing/name", ValueType.STRING).indexed().build();
    private static final Attribute PRESENCE = Attribute.builder(65, "thing/_presence", ValueType.BOOLEAN)
            .presence()
            .build();

    private Branches() {}

    static Snapshot open(NodeStore store, String branch) {
        return Database.open(store, branch, new NodeCache(32 << 20)).snapshot();
    }

    static Snapshot open(NodeStore store) {
        return open(store, MAIN);
    }

    /** Commits a transaction, which creates the branch if need be. */
    static void commit(NodeStore store, Transaction transaction) {
        commit(store, MAIN, transaction);
    }

    static void commit(NodeStore store, String branch, Transaction transaction) {
        Snapshot before = version(store, branch).isPresent()
                ? open(store, branch)
                : new Snapshot(Head.create(DATABASE, branch), new NodeReader(store, new NodeCache(32 << 20)));
        swap(store, branch, before.with(transaction).head());
    }

    /** Flushes the tail and returns the new nodes. */
    static List<StoredNode> flush(NodeStore store) {
        return flush(store, MAIN);
    }

    static List<StoredNode> flush(NodeStore store, String branch) {
        List<StoredNode> written = new ArrayList<>();
        Snapshot flushed = Flusher.flush(open(store, branch), written::add);
        store.putNodes(written);
        swap(store, branch, flushed.head());
        return written;
    }

    static void swap(NodeStore store, String branch, Head head) {
        byte[] nonce = new byte[16];
        NONCES.nextBytes(nonce);
        HeadSwap swap = store.swapHead(branch, version(store, branch), head.encode(Bytes.wrap(nonce)));
        assertThat(swap).isInstanceOf(HeadSwap.Swapped.class);
    }

    private static Optional<HeadVersion> version(NodeStore store, String branch) {
        return store.readHead(branch) instanceof HeadRead.Found found ? Optional.of(found.version()) : Optional.empty();
    }

    /** A transaction that names entities from..to, and defines the attributes if it is the first. */
    static Transaction names(long tx, long from, long to) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (long entity = from; entity < to; entity++) {
            builder.append(NAME, entity, "name " + entity * 7_919 % 100_003 + " of " + entity, tx);
            builder.append(PRESENCE, entity, true, tx);
        }
        if (tx == 1) {
            for (Attribute attribute : List.of(NAME, PRESENCE)) {
                Map<Attribute, Object> definition = new TreeMap<>(Comparator.comparingInt(Attribute::id));
                definition.putAll(SchemaDatoms.of(attribute));
                definition.forEach((of, value) -> builder.append(of, EntityIds.ofAttribute(attribute.id()), value, tx));
            }
        }
        builder.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx * 60 + from), tx);
        return new Transaction(tx, DatomSorter.sort(builder.build(), Index.LOG));
    }

    /** Both stores must hold the same branch, down to every past state, and the copy must be sound. */
    static void verifyCopy(NodeStore original, NodeStore copy, String branch) {
        Snapshot expected = open(original, branch);
        verifySound(copy, branch);
        Snapshot actual = open(copy, branch);
        assertThat(actual.head().hash()).isEqualTo(expected.head().hash());
        assertThat(actual.head().roots()).isEqualTo(expected.head().roots());
        for (long tx = 1; tx <= expected.tx(); tx++) {
            for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET, Index.LOG)) {
                assertThat(actual.asOf(tx).datoms(index, KeyRange.all()))
                        .isEqualTo(expected.asOf(tx).datoms(index, KeyRange.all()));
            }
        }
    }

    static CheckReport verifySound(NodeStore store, String branch) {
        CheckReport report = Checker.check(Database.open(store, branch, new NodeCache(32 << 20)));
        assertThat(report.problems()).isEmpty();
        return report;
    }

    /** Three flushed transactions in trees of several leaves. */
    static void writeThings(NodeStore store) {
        for (int tx = 1; tx <= 3; tx++) {
            commit(store, names(tx, tx * 20_000L - 19_999, tx * 20_000L + 1));
            flush(store);
        }
    }

    /** How many nodes a store has, reachable or not. */
    static long nodesOf(NodeStore store) {
        try (Stream<NodeEntry> nodes = store.listNodes()) {
            return nodes.count();
        }
    }

    /** The nodes that a check of main reads. */
    static Set<NodeId> reachable(NodeStore store) {
        Set<NodeId> fetched = new HashSet<>();
        verifySound(
                new ForwardingNodeStore(store) {
                    @Override
                    public Fetch fetchNode(NodeId id) {
                        fetched.add(id);
                        return super.fetchNode(id);
                    }
                },
                MAIN);
        return fetched;
    }

    static void assertFails(ErrorCode code, ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    static SyncReport sync(NodeStore source, NodeStore destination) {
        return Sync.branch(source, destination, MAIN, SyncProgress.NONE);
    }

    static SyncReport smallSync(NodeStore source, NodeStore destination) {
        return new Sync(source, destination, SyncProgress.NONE, SMALL).branch(MAIN);
    }
}
