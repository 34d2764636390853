package org.cairndb.storage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeCodec;
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
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damages a sound database in every way that a store can and expects both reader and checker to say so. */
class CheckerFaultTest {
    private static final Attribute NAME =
            Attribute.builder(64, "thing/name", ValueType.STRING).indexed().build();
    private static final Attribute PRESENCE = Attribute.builder(65, "thing/_presence", ValueType.BOOLEAN)
            .presence()
            .build();
    private static final int ENTITIES = 20_000;

    private final MemoryNodeStore store = MemoryNodeStore.anonymous();
    /** Every node that the head or a flush record reaches. */
    private final List<StoredNode> nodes = new ArrayList<>();

    /** Gives other bytes than the store has for one node, or none. */
    private static final class Damaged extends ForwardingNodeStore {
        private final NodeId damaged;
        private final Optional<Bytes> bytes;

        Damaged(NodeStore store, NodeId damaged, Optional<Bytes> bytes) {
            super(store);
            this.damaged = damaged;
            this.bytes = bytes;
        }

        @Override
        public Fetch fetchNode(NodeId id) {
            if (!id.equals(damaged)) {
                return super.fetchNode(id);
            }
            return bytes.isPresent() ? new Fetch.Found(bytes.get()) : new Fetch.Missing(id);
        }
    }

    @BeforeEach
    void storeThreeFlushedTransactions() {
        NodeReader reader = new NodeReader(store, new NodeCache(64 << 20));
        Snapshot snapshot = new Snapshot(Head.create(new UUID(3, 4), "main"), reader);
        for (int tx = 1; tx <= 3; tx++) {
            snapshot = Flusher.flush(snapshot.with(transaction(tx)), nodes::add);
            store.putNodes(nodes);
        }
        NodeId commits = snapshot.head().roots().of(Index.COMMITS).orElseThrow().id();
        nodes.removeIf(node -> NodeCodec.decode(node.bytes(), node.id()).index() == Index.COMMITS
                && !node.id().equals(commits));
        store.swapHead("main", Optional.empty(), snapshot.head().encode(Bytes.wrap(new byte[16])));
    }

    private static Transaction transaction(int tx) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (long entity = 1; entity <= ENTITIES; entity++) {
            if (tx == 1) {
                builder.append(NAME, entity, "name " + entity, tx);
                builder.append(PRESENCE, entity, true, tx);
            } else if (entity % 100 == tx) {
                builder.append(NAME, entity, "name " + entity, tx);
                builder.retract();
                builder.append(NAME, entity, "other " + entity, tx);
            }
        }
        if (tx == 1) {
            for (Attribute attribute : List.of(NAME, PRESENCE)) {
                Map<Attribute, Object> definition = new TreeMap<>((a, b) -> Integer.compare(a.id(), b.id()));
                definition.putAll(SchemaDatoms.of(attribute));
                definition.forEach((of, value) -> builder.append(of, EntityIds.ofAttribute(attribute.id()), value, tx));
            }
        }
        builder.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx), tx);
        return new Transaction(tx, builder.build());
    }

    @Test
    void soundDatabaseHasNoProblems() {
        CheckReport report = Checker.check(open(store));
        assertThat(report.problems()).isEmpty();
        assertThat(report.nodes())
                .isGreaterThanOrEqualTo(nodes.stream().distinct().count());
        assertThat(report.datoms()).isEqualTo(2L * ENTITIES + 6 + 3);
    }

    @Test
    void anyDamagedNodeIsNamed() {
        SplittableRandom random = new SplittableRandom(7);
        for (StoredNode node : nodes) {
            byte[] flipped = node.bytes().toByteArray();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            verifyNamed(node.id(), Optional.of(Bytes.wrap(flipped)));
            verifyNamed(
                    node.id(),
                    Optional.of(
                            node.bytes().slice(0, random.nextInt(node.bytes().length()))));
            verifyNamed(node.id(), Optional.empty());
        }
    }

    private void verifyNamed(NodeId id, Optional<Bytes> bytes) {
        CheckReport report = Checker.check(open(new Damaged(store, id, bytes)));
        assertThat(report.problems()).anyMatch(problem -> problem.contains(id.hex()));
    }

    @Test
    void readerNeverTakesDamagedBytes() {
        SplittableRandom random = new SplittableRandom(8);
        Snapshot sound = open(store).snapshot();
        NodeId root = sound.head().roots().of(Index.EAVT).orElseThrow().id();
        Bytes bytes = ((Fetch.Found) store.fetchNode(root)).bytes();
        for (int i = 0; i < 200; i++) {
            byte[] flipped = bytes.toByteArray();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Snapshot damaged = open(new Damaged(store, root, Optional.of(Bytes.wrap(flipped))))
                    .snapshot();
            assertThatThrownBy(() -> damaged.datoms(Index.EAVT, KeyRange.all()))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT))
                    .hasMessageContaining(root.hex());
        }
    }

    private static Database open(NodeStore store) {
        return Database.open(store, "main", new NodeCache(64 << 20));
    }
}
