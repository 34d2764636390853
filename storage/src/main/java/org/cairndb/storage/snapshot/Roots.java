package org.cairndb.storage.snapshot;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.tree.TreeRoot;

/** The root of each index tree; an index without an entry is empty. Immutable. */
public final class Roots {
    /** All indexes empty. */
    public static final Roots EMPTY = new Roots(new EnumMap<>(Index.class));

    private static final int MAX_LEVEL = 12;

    private final EnumMap<Index, TreeRoot> roots;

    private Roots(EnumMap<Index, TreeRoot> roots) {
        this.roots = roots;
    }

    /** Roots by index. */
    public static Roots of(Map<Index, TreeRoot> roots) {
        EnumMap<Index, TreeRoot> copy = new EnumMap<>(Index.class);
        copy.putAll(roots);
        return new Roots(copy);
    }

    /** The root of an index, unless the index is empty. */
    public Optional<TreeRoot> of(Index index) {
        return Optional.ofNullable(roots.get(index));
    }

    /** These roots with that of one index replaced. */
    Roots with(Index index, Optional<TreeRoot> root) {
        EnumMap<Index, TreeRoot> copy = new EnumMap<>(roots);
        copy.remove(index);
        root.ifPresent(present -> copy.put(index, present));
        return new Roots(copy);
    }

    void write(ByteWriter writer) {
        writer.int8(roots.size());
        roots.forEach((index, root) -> {
            writer.int8(index.number());
            writer.int8(root.level());
            writer.varint(root.count());
            writer.varint(root.storedSize());
            writer.nodeId(root.id());
        });
    }

    static Roots read(ByteReader reader) {
        EnumMap<Index, TreeRoot> roots = new EnumMap<>(Index.class);
        int count = reader.int8();
        for (int i = 0; i < count; i++) {
            int number = reader.int8();
            if (number < 1 || number > Index.values().length) {
                throw reader.corrupt("unknown index number " + number);
            }
            int level = reader.int8();
            long datoms = reader.varint(Long.MAX_VALUE, "datom count");
            int size = reader.varint(Integer.MAX_VALUE, "node size");
            NodeId id = reader.nodeId();
            if (level > MAX_LEVEL || datoms < 1) {
                throw reader.corrupt("impossible root of index number " + number);
            }
            roots.put(Index.values()[number - 1], new TreeRoot(id, level, datoms, size));
        }
        return new Roots(roots);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Roots that && roots.equals(that.roots);
    }

    @Override
    public int hashCode() {
        return roots.hashCode();
    }

    @Override
    public String toString() {
        return roots.toString();
    }
}
