package org.cairndb.storage.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Physical;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueBuilder;
import org.jspecify.annotations.Nullable;

/** The body of a branch node, one column a field of its children; see "Branch body" in docs/format.md. */
final class BranchCodec {
    /** Most datoms below one child, so that sums cannot overflow. */
    private static final long MAX_COUNT = 1L << 50;

    private BranchCodec() {}

    static void write(BranchNode branch, ByteWriter out) {
        List<Child> children = branch.children();
        if (children.isEmpty() || children.size() > NodeFormat.MAX_CHILDREN) {
            throw new IllegalArgumentException("A branch node cannot have " + children.size() + " children");
        }
        out.varint(children.size());
        for (Child child : children) {
            out.nodeId(child.id());
        }
        writeTexts(children.stream().map(Child::separator).toList(), out);
        writeLongs(children, Child::count, out);
        writeLongs(children, Child::storedSize, out);
        writeLongs(children, Child::minTx, out);
        writeLongs(children, child -> child.maxTx() - child.minTx(), out);
        writeLongs(children, BranchCodec::attributeField, out);
        List<ValueZone> zones = zonesOf(children);
        writeTexts(zones.stream().map(ValueZone::min).toList(), out);
        writeTexts(zones.stream().map(ValueZone::max).toList(), out);
    }

    /** One more than the attribute of a child's values, and 0 where it has none. */
    private static long attributeField(Child child) {
        ValueZone zone = child.values();
        return zone == null ? 0 : zone.attribute() + 1L;
    }

    private static List<ValueZone> zonesOf(List<Child> children) {
        List<ValueZone> zones = new ArrayList<>();
        for (Child child : children) {
            ValueZone zone = child.values();
            if (zone != null) {
                zones.add(zone);
            }
        }
        return zones;
    }

    private static void writeLongs(List<Child> children, ToLongFunction<Child> field, ByteWriter out) {
        long[] values = children.stream().mapToLong(field).toArray();
        LongsPlan.write(values, 0, values.length, out);
    }

    private static void writeTexts(List<Bytes> texts, ByteWriter out) {
        if (texts.isEmpty()) {
            return;
        }
        ValueBuilder builder = ValueBuilder.of(Physical.TEXT);
        for (Bytes text : texts) {
            builder.appendText(text.unsafeArray(), 0, text.length());
        }
        TextPlan.of((TextVector) builder.build()).write(out);
    }

    static BranchNode read(Index index, int level, ByteReader in) {
        int size =
                in.varint(Math.min(NodeFormat.MAX_CHILDREN, in.remaining() / NodeId.LENGTH), "the number of children");
        if (size == 0) {
            throw in.corrupt("it has no children");
        }
        NodeId[] ids = new NodeId[size];
        for (int i = 0; i < size; i++) {
            ids[i] = in.nodeId();
        }
        TextDecoder text = new TextDecoder(in);
        TextVector separators = text.read(size);
        long[] counts = readBounded(in, size, 1, MAX_COUNT, "the datoms below a child");
        long[] sizes = readBounded(in, size, 1, NodeFormat.MAX_STORED_BYTES, "the stored size of a child");
        long[] minTxs = readBounded(in, size, 0, Long.MAX_VALUE / 2, "a transaction");
        long[] txSpans = readBounded(in, size, 0, Long.MAX_VALUE / 2, "a span of transactions");
        @Nullable ValueZone[] zones = readZones(in, text, size);
        in.expectEnd();
        checkSeparators(separators, in);
        Child[] children = new Child[size];
        for (int i = 0; i < size; i++) {
            children[i] = new Child(
                    ids[i],
                    Bytes.wrap(separators.copyOf(i)),
                    counts[i],
                    (int) sizes[i],
                    minTxs[i],
                    minTxs[i] + txSpans[i],
                    zones[i]);
        }
        return new BranchNode(index, level, Arrays.asList(children));
    }

    private static long[] readBounded(ByteReader in, int count, long min, long max, String what) {
        long[] values = LongsDecoder.read(in, count);
        for (long value : values) {
            if (value < min || value > max) {
                throw in.corrupt("%s is %d, and %d to %d is possible".formatted(what, value, min, max));
            }
        }
        return values;
    }

    private static @Nullable ValueZone[] readZones(ByteReader in, TextDecoder text, int size) {
        long[] attributes = readBounded(in, size, 0, 1L + Integer.MAX_VALUE, "the attribute of a child");
        int present = (int)
                Arrays.stream(attributes).filter(attribute -> attribute > 0).count();
        @Nullable ValueZone[] zones = new ValueZone[size];
        if (present == 0) {
            return zones;
        }
        TextVector mins = text.read(present);
        TextVector maxs = text.read(present);
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (attributes[i] > 0) {
                zones[i] = zone(in, (int) (attributes[i] - 1), mins, maxs, next++);
            }
        }
        return zones;
    }

    private static ValueZone zone(ByteReader in, int attribute, TextVector mins, TextVector maxs, int slot) {
        boolean fits = mins.length(slot) <= ValueZone.MAX_BYTES
                && maxs.length(slot) <= ValueZone.MAX_BYTES
                && mins.compare(slot, maxs, slot) <= 0;
        if (!fits) {
            throw in.corrupt("the bounds of the values of a child are too long or not in order");
        }
        return new ValueZone(attribute, Bytes.wrap(mins.copyOf(slot)), Bytes.wrap(maxs.copyOf(slot)));
    }

    private static void checkSeparators(TextVector separators, ByteReader in) {
        for (int i = 1; i < separators.size(); i++) {
            if (separators.compare(i - 1, separators, i) >= 0) {
                throw in.corrupt("separator %d is not above the one before it".formatted(i));
            }
        }
    }
}
