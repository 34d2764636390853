package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.cache.Variant;
import org.cairndb.storage.cache.Weighted;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.LevelFetch;
import org.cairndb.storage.tree.MatchingLeaves;
import org.cairndb.storage.tree.MergedLeaves;
import org.cairndb.storage.tree.Overlay;
import org.cairndb.storage.tree.Tree;
import org.cairndb.storage.tree.TreeRoot;
import org.jspecify.annotations.Nullable;

/** Index trees with the transactions after them laid over. The overlay of an index is made when the index is first read. */
final class LayeredIndexes implements Indexes {
    private static final int INDEX_COUNT = Index.values().length;
    private static final List<Index> ROOTS_READ_TOGETHER = List.of(Index.AVET, Index.EAVT, Index.AEVT);

    private final Roots roots;
    private final NodeReader nodes;
    private final Schema schema;
    /** Operations after the roots, in the order of LOG, in consecutive batches. */
    private final List<DatomBatch> operations;

    private final Derived derived;

    private final AtomicBoolean askedForRoots = new AtomicBoolean();

    private record Layer(Overlay overlay, MergedLeaves merged) {}

    /** What follows from the operations, by index, as far as it has been asked for: what they change, and all of them in the order of EAVT or AEVT. */
    private static final class Derived {
        private final AtomicReferenceArray<@Nullable Layer> layers = new AtomicReferenceArray<>(INDEX_COUNT);
        private final AtomicReferenceArray<@Nullable DatomBatch> sorted = new AtomicReferenceArray<>(INDEX_COUNT);
    }

    private record MergedBatch(DatomBatch batch) implements Weighted {
        @Override
        public long weightInBytes() {
            return batch.weightInBytes();
        }
    }

    /** Leaves merged with one overlay, in the cache of nodes. */
    private static final class CachedMerges implements MergedLeaves {
        private final NodeCache cache;
        private final Variant<MergedBatch> variant;

        CachedMerges(NodeCache cache, Index index) {
            this.cache = cache;
            this.variant = Variant.of("merged " + index, MergedBatch.class);
        }

        @Override
        public @Nullable DatomBatch known(NodeId leaf) {
            @Nullable MergedBatch present = cache.present(leaf, variant);
            return present == null ? null : present.batch();
        }

        @Override
        public DatomBatch merged(NodeId leaf, Supplier<DatomBatch> merge) {
            return cache.get(leaf, variant, id -> new MergedBatch(merge.get())).batch();
        }
    }

    LayeredIndexes(Roots roots, NodeReader nodes, Schema schema, List<DatomBatch> operations) {
        this(roots, nodes, schema, List.copyOf(operations), new Derived());
    }

    private LayeredIndexes(Roots roots, NodeReader nodes, Schema schema, List<DatomBatch> operations, Derived derived) {
        this.roots = roots;
        this.nodes = nodes;
        this.schema = schema;
        this.operations = operations;
        this.derived = derived;
    }

    /** The same indexes read in another way. */
    LayeredIndexes readBy(NodeReader reader) {
        return new LayeredIndexes(roots, reader, schema, operations, derived);
    }

    /** These indexes after one more transaction. */
    LayeredIndexes then(DatomBatch transaction, Schema newSchema) {
        List<DatomBatch> newOperations = new ArrayList<>(operations);
        newOperations.add(transaction);
        LayeredIndexes next = new LayeredIndexes(roots, nodes, newSchema, newOperations);
        for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET)) {
            @Nullable Layer layer = derived.layers.get(index.ordinal());
            if (layer != null) {
                DatomBatch sorted = DatomSorter.sort(transaction, index, attribute -> next.holds(index, attribute));
                next.derived.layers.set(
                        index.ordinal(), next.layer(layer.overlay().then(sorted)));
            }
        }
        return next;
    }

    /** The same indexes under another schema. */
    LayeredIndexes withSchema(Schema newSchema) {
        return new LayeredIndexes(roots, nodes, newSchema, operations);
    }

    Tree tree(Index index) {
        return new Tree(index, roots.of(index), nodes);
    }

    /** The tree of an index that is about to be read; whoever reads one soon reads the others, so their roots travel together. */
    private Tree openTree(Index index) {
        if (nodes.parallelFetches() > 1 && askedForRoots.compareAndSet(false, true)) {
            askFor(ROOTS_READ_TOGETHER);
        }
        return tree(index);
    }

    /** Whether the roots that are read together are in memory or on their way. */
    boolean expectsRoots() {
        return ROOTS_READ_TOGETHER.stream()
                .flatMap(index -> roots.of(index).stream())
                .allMatch(root -> nodes.isExpected(root.id()));
    }

    /** Asks for the roots of indexes ahead of need. */
    void askFor(List<Index> indexes) {
        nodes.loadSoon(indexes.stream()
                .flatMap(index -> roots.of(index).stream())
                .map(TreeRoot::id)
                .toList());
    }

    @Override
    public List<LevelFetch.Part> parts(Index index, List<KeyRange> ranges, LevelFetch.Extent extent) {
        return List.of(new LevelFetch.Part(openTree(index), ranges, extent));
    }

    @Override
    public List<Tree> trees(Index index) {
        return List.of(tree(index));
    }

    /** What the operations change in an index. */
    Overlay overlay(Index index) {
        return layerOf(index).overlay();
    }

    /** All operations in the order of LOG. */
    DatomBatch allOperations() {
        if (operations.size() == 1) {
            return operations.get(0);
        }
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (DatomBatch batch : operations) {
            builder.append(batch, 0, batch.size());
        }
        return builder.build();
    }

    @Override
    public DatomCursor cursor(Index index, KeyRange range, Direction direction) {
        if (isPart(index, range)) {
            return new LimitedCursor(openTree(index).cursor(range, direction, part(index, range), MergedLeaves.NONE));
        }
        Layer layer = layerOf(index);
        return openTree(index).cursor(range, direction, layer.overlay(), layer.merged());
    }

    /** Whether to find out what the operations retired in a range only: each such datom is looked up in an index, and a range may hold few of many. */
    private boolean isPart(Index index, KeyRange range) {
        return index.isRetired()
                && !operations.isEmpty()
                && derived.layers.get(index.ordinal()) == null
                && !range.equals(KeyRange.all());
    }

    private Overlay part(Index index, KeyRange range) {
        Index current = index == Index.RETIRED_EAVT ? Index.EAVT : Index.AEVT;
        DatomBatch adds = RetiredDatoms.in(range, sortedOperations(current), tree(current), schema);
        return new Overlay(adds, DatomBatch.empty(index));
    }

    private DatomBatch sortedOperations(Index index) {
        @Nullable DatomBatch known = derived.sorted.get(index.ordinal());
        if (known == null) {
            known = DatomSorter.sort(allOperations(), index);
            derived.sorted.set(index.ordinal(), known);
        }
        return known;
    }

    @Override
    public long count(Index index, KeyRange range) {
        return openTree(index).count(range) + change(index, range);
    }

    @Override
    public long estimate(Index index, KeyRange range) {
        return Math.max(0, openTree(index).estimate(range) + change(index, range));
    }

    @Override
    public OptionalLong countAtHand(Index index, KeyRange range) {
        OptionalLong inTree = openTree(index).countAtHand(range);
        return inTree.isEmpty() ? inTree : OptionalLong.of(Math.max(0, inTree.getAsLong() + change(index, range)));
    }

    @Override
    public List<KeyRange> split(Index index, KeyRange range, int parts) {
        return openTree(index).split(range, parts);
    }

    @Override
    public MatchingLeaves matching(int attribute, List<KeyRange> values) {
        return openTree(Index.AEVT).matching(attribute, values, overlay(Index.AEVT));
    }

    private long change(Index index, KeyRange range) {
        Overlay overlay = overlay(index);
        return inRange(overlay.adds(), range) - inRange(overlay.removes(), range);
    }

    private static int inRange(DatomBatch batch, KeyRange range) {
        if (batch.size() == 0) {
            return 0;
        }
        int from = batch.lowerBound(range.lower(), 0);
        int to = range.upper() == null ? batch.size() : batch.lowerBound(range.upper(), from);
        return to - from;
    }

    private Layer layerOf(Index index) {
        @Nullable Layer layer = derived.layers.get(index.ordinal());
        if (layer == null) {
            Layer made = layer(makeOverlay(index));
            derived.layers.compareAndSet(index.ordinal(), null, made);
            @Nullable Layer winner = derived.layers.get(index.ordinal());
            layer = winner == null ? made : winner;
        }
        return layer;
    }

    private Layer layer(Overlay overlay) {
        if (overlay.isEmpty()) {
            return new Layer(overlay, MergedLeaves.NONE);
        }
        return new Layer(overlay, new CachedMerges(nodes.cache(), overlay.index()));
    }

    private Overlay makeOverlay(Index index) {
        if (operations.isEmpty()) {
            return Overlay.empty(index);
        }
        return switch (index) {
            case EAVT, AEVT, AVET ->
                Overlay.of(DatomSorter.sort(allOperations(), index, attribute -> holds(index, attribute)));
            case LOG -> new Overlay(allOperations(), DatomBatch.empty(Index.LOG));
            case RETIRED_EAVT ->
                new Overlay(RetiredDatoms.of(allOperations(), tree(Index.EAVT), schema), DatomBatch.empty(index));
            case RETIRED_AEVT ->
                new Overlay(DatomSorter.sort(overlay(Index.RETIRED_EAVT).adds(), index), DatomBatch.empty(index));
            case COMMITS -> Overlay.empty(index);
        };
    }

    private boolean holds(Index index, int attribute) {
        return index != Index.AVET
                || schema.find(attribute).map(Attribute::inAvet).orElse(false);
    }
}
