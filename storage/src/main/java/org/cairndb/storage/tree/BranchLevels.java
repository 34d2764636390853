package org.cairndb.storage.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.StoredNode;

/** The levels of a tree under construction that are above its leaves: per level the children that no branch node holds yet. */
final class BranchLevels {
    private record Entry(Child child, boolean kept) {}

    private final Index index;
    private final NodeSource source;
    private final NodeSink sink;
    /** Waiting nodes by their level, 0 for leaves. */
    private final List<List<Entry>> waiting = new ArrayList<>();

    BranchLevels(Index index, NodeSource source, NodeSink sink) {
        this.index = index;
        this.source = source;
        this.sink = sink;
    }

    /** Adds a leaf that was just written. */
    void addLeaf(Child leaf) {
        add(new Entry(leaf, false), 0);
    }

    /** Adds a subtree of the older tree; the levels below it must be empty or {@link #flushBelow} must have written them. */
    void keep(Child child, int level) {
        add(new Entry(child, true), level);
    }

    /** Writes everything that waits below a level; false, with nothing done, where that would make a branch node of few children. */
    boolean flushBelow(int level) {
        for (int i = 0; i < Math.min(level, waiting.size()); i++) {
            int size = waiting.get(i).size();
            if (size > 0 && size < TreeLimits.MIN_CHILDREN) {
                return false;
            }
            flush(i);
        }
        return true;
    }

    /** Takes back the leaf added last if it is one of the older tree. */
    Optional<Child> takeBackLeaf() {
        return takeBack(0);
    }

    /** Writes everything; the root of the tree, or nothing where there is none. */
    Optional<TreeRoot> finish() {
        for (int level = 0; level < waiting.size(); level++) {
            boolean top = level == waiting.size() - 1 || isEmptyAbove(level);
            List<Entry> entries = waiting.get(level);
            if (top && entries.size() == 1) {
                Child root = entries.get(0).child();
                return Optional.of(new TreeRoot(root.id(), level, root.count(), root.storedSize()));
            }
            if (!entries.isEmpty() && entries.size() < TreeLimits.MIN_CHILDREN) {
                joinPrevious(level);
            }
            flush(level);
        }
        return Optional.empty();
    }

    private void joinPrevious(int level) {
        Optional<Child> previous = takeBack(level + 1);
        if (previous.isPresent()) {
            List<Entry> joined = new ArrayList<>();
            for (Child child :
                    source.branch(previous.get().id(), index, level + 1).children()) {
                joined.add(new Entry(child, true));
            }
            joined.addAll(waiting.get(level));
            waiting.set(level, joined);
        }
    }

    private Optional<Child> takeBack(int level) {
        if (level >= waiting.size() || waiting.get(level).isEmpty()) {
            return Optional.empty();
        }
        List<Entry> entries = waiting.get(level);
        Entry last = entries.get(entries.size() - 1);
        if (!last.kept()) {
            return Optional.empty();
        }
        entries.remove(entries.size() - 1);
        return Optional.of(last.child());
    }

    private boolean isEmptyAbove(int level) {
        for (int i = level + 1; i < waiting.size(); i++) {
            if (!waiting.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void add(Entry entry, int level) {
        while (waiting.size() <= level) {
            waiting.add(new ArrayList<>());
        }
        List<Entry> entries = waiting.get(level);
        entries.add(entry);
        if (entries.size() >= 2 * TreeLimits.MAX_CHILDREN) {
            List<Entry> full = entries.subList(0, TreeLimits.MAX_CHILDREN);
            List<Entry> written = new ArrayList<>(full);
            full.clear();
            writeGroups(written, level);
        }
    }

    private void flush(int level) {
        List<Entry> entries = waiting.get(level);
        if (!entries.isEmpty()) {
            waiting.set(level, new ArrayList<>());
            writeGroups(entries, level);
        }
    }

    /** Writes branch nodes of about equal size over all entries. */
    private void writeGroups(List<Entry> entries, int level) {
        int groups = (entries.size() + TreeLimits.MAX_CHILDREN - 1) / TreeLimits.MAX_CHILDREN;
        int perGroup = (entries.size() + groups - 1) / groups;
        List<Child> group = new ArrayList<>();
        long separatorBytes = 0;
        for (Entry entry : entries) {
            int length = entry.child().separator().length();
            boolean full = group.size() >= perGroup || separatorBytes + length > TreeLimits.MAX_SEPARATOR_BYTES;
            if (full && group.size() > 1) {
                write(group, level);
                group = new ArrayList<>();
                separatorBytes = 0;
            }
            group.add(entry.child());
            separatorBytes += length;
        }
        write(group, level);
    }

    private void write(List<Child> children, int level) {
        BranchNode branch = new BranchNode(index, level + 1, children);
        StoredNode node = StoredNode.of(NodeCodec.encode(branch));
        sink.accept(node);
        Bytes separator = children.get(0).separator();
        Child child = ChildSummary.of(branch, node.id(), separator, node.bytes().length());
        add(new Entry(child, false), level + 1);
    }
}
