package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.NodeReader;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.tree.TreeRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random deep trees of tiny nodes: what is copied must be exactly what the other tree lacks. Each seed replays alone. */
class TreeCopyPropertyTest {
    private static final Attribute SIZE =
            Attribute.builder(64, "thing/size", ValueType.LONG).build();
    private static final CopyLimits SMALL = new CopyLimits(2, 5, 1 << 20, 1 << 9, 1_000_000, Duration.ofHours(1));

    private final MemoryNodeStore source = MemoryNodeStore.anonymous();
    private final MemoryNodeStore base = MemoryNodeStore.anonymous();

    /** A tree over entities: each node ends where the hash of its last entity says so, so neighbours stay as they are. */
    private static final class Plan {
        private final Map<NodeId, StoredNode> nodes = new HashMap<>();
        private final TreeRoot root;

        Plan(Set<Long> entities) {
            List<Child> level = leaves(new ArrayList<>(entities));
            int height = 0;
            while (level.size() > 1) {
                height++;
                level = parents(level, height);
            }
            Child top = level.get(0);
            root = new TreeRoot(top.id(), height, top.count(), top.storedSize());
        }

        private List<Child> leaves(List<Long> entities) {
            List<Child> leaves = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < entities.size(); i++) {
                if (ends(entities.get(i), 0) || i + 1 == entities.size()) {
                    DatomBatchBuilder builder = new DatomBatchBuilder(Index.EAVT);
                    entities.subList(from, i + 1).forEach(entity -> builder.append(SIZE, entity, entity, 1));
                    Leaf leaf = new Leaf(builder.build());
                    leaves.add(child(NodeCodec.encode(leaf), separator(entities.get(from)), leaf.count()));
                    from = i + 1;
                }
            }
            return leaves;
        }

        private List<Child> parents(List<Child> children, int height) {
            List<Child> parents = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < children.size(); i++) {
                if ((ends(children.get(i).id().hashCode(), height) && i > from) || i + 1 == children.size()) {
                    BranchNode branch = new BranchNode(Index.EAVT, height, children.subList(from, i + 1));
                    parents.add(
                            child(NodeCodec.encode(branch), children.get(from).separator(), branch.count()));
                    from = i + 1;
                }
            }
            return parents;
        }

        private Child child(Bytes bytes, Bytes separator, long count) {
            StoredNode node = StoredNode.of(bytes);
            nodes.put(node.id(), node);
            return new Child(node.id(), separator, count, bytes.length(), 1, 1, null);
        }

        private static boolean ends(long number, int height) {
            return new SplittableRandom(number + height).nextInt(4) == 0;
        }

        private static Bytes separator(long entity) {
            return new KeyBuffer().unsigned(entity).toBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void exactlyWhatTheOtherTreeLacksIsCopied(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Long> entities = new TreeSet<>();
        random.longs(600, 1, 5_000).forEach(entities::add);
        Plan before = new Plan(entities);
        int copied = 0;
        for (int round = 0; round < 12; round++) {
            change(entities, random);
            Plan after = new Plan(entities);
            Set<NodeId> expected = new HashSet<>(after.nodes.keySet());
            if (before.root.level() <= after.root.level()) {
                expected.removeAll(before.nodes.keySet());
            }
            assertThat(copy(before, after)).isEqualTo(expected);
            copied += expected.size();
            before = after;
        }
        assertThat(copied).isPositive();
    }

    private static void change(Set<Long> entities, SplittableRandom random) {
        int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 5);
        for (int i = 0; i < changes; i++) {
            long entity = 1 + random.nextLong(5_000);
            if (!entities.remove(entity)) {
                entities.add(entity);
            }
        }
    }

    private Set<NodeId> copy(Plan before, Plan after) {
        base.putNodes(before.nodes.values());
        source.putNodes(after.nodes.values());
        MemoryNodeStore destination = MemoryNodeStore.anonymous();
        RecentNodes nodes = new RecentNodes(source);
        Tally tally = new Tally("main", SyncProgress.NONE);
        try (CopyQueue queue = new CopyQueue(nodes, destination, SMALL, SMALL.listAfter(), tally)) {
            new TreeCopy(Index.EAVT, nodes, new NodeReader(base, new NodeCache(1 << 20)), queue, queue::present)
                    .copy(after.root, Optional.of(before.root));
            queue.finish();
        }
        Set<NodeId> put = new HashSet<>();
        try (var entries = destination.listNodes()) {
            entries.forEach(entry -> put.add(entry.id()));
        }
        assertThat(tally.nodesCopied()).isEqualTo(put.size());
        return put;
    }
}
