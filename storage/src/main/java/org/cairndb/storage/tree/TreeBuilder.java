package org.cairndb.storage.tree;

import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.StoredNode;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree from left to right out of sorted datoms and of whole subtrees of an older tree that are kept as they are. Not thread-safe.
 *
 * <p>One leaf is always held back, so that a short remainder can join it: leaves come out with {@link TreeLimits#TARGET_DATOMS} datoms in bulk, at most
 * {@link TreeLimits#MAX_DATOMS}, and under {@link TreeLimits#MIN_DATOMS} only where no neighbour is at hand. In an index by attribute a leaf of enough
 * datoms ends where its attribute ends, so that most leaves hold one attribute and have value bounds. A separator is the shortest prefix of a leaf's
 * first key that is above the last key before it.
 */
public final class TreeBuilder {
    private final Index index;
    private final NodeSource source;
    private final NodeSink sink;
    private final BranchLevels levels;

    private DatomBatchBuilder pending;
    private int pendingAttribute = -1;
    private @Nullable DatomBatch held;
    /** Last key of the last written leaf; null at the start and after a kept subtree, whose last key is not known. */
    private @Nullable Bytes lastKey;
    /** Where lastKey is not known: a key above everything before the next leaf and at or below its first datom. */
    private Bytes boundary = Bytes.EMPTY;

    private boolean keptAny;

    /** A builder that reads nodes of the older tree, where it must, from {@code source} and hands new ones to {@code sink}. */
    TreeBuilder(Index index, NodeSource source, NodeSink sink) {
        this.index = index;
        this.source = source;
        this.sink = sink;
        this.levels = new BranchLevels(index, source, sink);
        this.pending = new DatomBatchBuilder(index);
    }

    /** A builder for a tree that keeps nothing of an older one. */
    public TreeBuilder(Index index, NodeSink sink) {
        this(
                index,
                (id, ofIndex, level) -> {
                    throw new IllegalStateException("A new tree has no older nodes");
                },
                sink);
    }

    /** Appends positions [from, to) of a batch of the index, all above everything before. */
    public void append(DatomBatch batch, int from, int to) {
        int position = from;
        while (position < to) {
            int end = to;
            if (index.isByAttribute()) {
                end = Math.min(to, batch.runStart(batch.ordinal(position) + 1));
                beginAttribute(batch.attribute(position));
            }
            appendRun(batch, position, end);
            position = end;
        }
    }

    private void beginAttribute(int attribute) {
        if (attribute != pendingAttribute && pending.size() >= TreeLimits.MIN_DATOMS) {
            rotate();
        }
        pendingAttribute = attribute;
    }

    private void appendRun(DatomBatch batch, int from, int to) {
        int position = from;
        while (position < to) {
            int end = Math.min(to, position + TreeLimits.TARGET_DATOMS - pending.size());
            end = fitting(batch, position, end, TreeLimits.TARGET_TEXT_BYTES - pending.textBytes());
            if (end == position && pending.size() == 0) {
                end = position + 1;
            }
            pending.append(batch, position, end);
            if (end < to || pending.size() >= TreeLimits.TARGET_DATOMS) {
                rotate();
            }
            position = end;
        }
    }

    /** First position in [from, to] at which the text of those before it would pass a bound. */
    private static int fitting(DatomBatch batch, int from, int to, long bound) {
        if (!hasText(batch)) {
            return to;
        }
        long bytes = 0;
        for (int i = from; i < to; i++) {
            if (batch.vector(i) instanceof TextVector text) {
                bytes += text.length(batch.slot(i));
                if (bytes > bound) {
                    return i;
                }
            }
        }
        return to;
    }

    private static boolean hasText(DatomBatch batch) {
        for (int ordinal = 0; ordinal < batch.columnCount(); ordinal++) {
            if (batch.column(ordinal) instanceof TextVector) {
                return true;
            }
        }
        return false;
    }

    /** Keeps a whole subtree of the older tree; everything in it is above everything before. */
    void keep(Child child, int level) {
        boolean shortLeaf = held == null && pending.size() > 0 && pending.size() < TreeLimits.MIN_DATOMS;
        if (shortLeaf) {
            dissolve(child, level);
            return;
        }
        flushLeaves();
        lastKey = null;
        keptAny = true;
        boundary = child.separator();
        if (levels.flushBelow(level)) {
            levels.keep(child, level);
        } else {
            dissolve(child, level);
        }
    }

    /** Keeps the parts of a subtree one by one, so that what came before finds a neighbour to join. */
    private void dissolve(Child child, int level) {
        if (level == 0) {
            DatomBatch datoms = source.leaf(child.id(), index).datoms();
            append(datoms, 0, datoms.size());
            return;
        }
        for (Child inner : source.branch(child.id(), index, level).children()) {
            keep(inner, level - 1);
        }
    }

    /** Says that everything before is below this key and everything to come is not. */
    void boundary(Bytes key) {
        if (keptAny && lastKey == null && held == null && pending.size() == 0) {
            boundary = key;
        }
    }

    /** Writes what is left; the root of the tree, or nothing where it holds no datom. The builder must not be used after that. */
    public Optional<TreeRoot> finish() {
        joinPreviousLeaf();
        flushLeaves();
        return levels.finish();
    }

    private void joinPreviousLeaf() {
        boolean shortLeaf = held == null && pending.size() > 0 && pending.size() < TreeLimits.MIN_DATOMS;
        Optional<Child> previous = shortLeaf ? levels.takeBackLeaf() : Optional.empty();
        if (previous.isPresent()) {
            DatomBatch rest = pending.build();
            pending = new DatomBatchBuilder(index);
            pendingAttribute = -1;
            boundary = previous.get().separator();
            dissolve(previous.get(), 0);
            append(rest, 0, rest.size());
        }
    }

    /** Holds the pending datoms back as a leaf and writes the one held so far. */
    private void rotate() {
        if (held != null) {
            writeLeaf(held);
        }
        held = pending.build();
        pending = new DatomBatchBuilder(index);
        pendingAttribute = -1;
    }

    private void flushLeaves() {
        DatomBatch rest = pending.build();
        if (held != null && rest.size() > 0 && rest.size() < TreeLimits.MIN_DATOMS && joinable(held)) {
            DatomBatchBuilder joined = new DatomBatchBuilder(index);
            joined.append(held, 0, held.size());
            joined.append(rest, 0, rest.size());
            rest = joined.build();
            held = null;
        }
        if (held != null) {
            writeLeaf(held);
            held = null;
        }
        if (rest.size() > 0) {
            writeLeaf(rest);
        }
        pending = new DatomBatchBuilder(index);
        pendingAttribute = -1;
    }

    private boolean joinable(DatomBatch leaf) {
        int end = fitting(leaf, 0, leaf.size(), 2 * TreeLimits.TARGET_TEXT_BYTES - pending.textBytes());
        return end == leaf.size() && leaf.size() + pending.size() <= TreeLimits.MAX_DATOMS;
    }

    private void writeLeaf(DatomBatch datoms) {
        Leaf leaf = new Leaf(datoms);
        StoredNode node = StoredNode.of(NodeCodec.encode(leaf));
        sink.accept(node);
        levels.addLeaf(
                ChildSummary.of(leaf, node.id(), separator(datoms), node.bytes().length()));
        lastKey = keyAt(datoms, datoms.size() - 1);
    }

    private Bytes separator(DatomBatch datoms) {
        if (lastKey == null) {
            return boundary;
        }
        Bytes first = keyAt(datoms, 0);
        int common = 0;
        while (common < lastKey.length() && lastKey.at(common) == first.at(common)) {
            common++;
        }
        return first.slice(0, common + 1);
    }

    private static Bytes keyAt(DatomBatch datoms, int position) {
        KeyBuffer key = new KeyBuffer();
        datoms.writeKey(position, key);
        return key.toBytes();
    }
}
