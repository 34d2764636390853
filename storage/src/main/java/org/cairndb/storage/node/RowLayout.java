package org.cairndb.storage.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.cairndb.storage.datom.DatomBatch;

/**
 * The entities and columns of the positions of an index that is not by attribute; see "Rows" in docs/format.md.
 *
 * <p>Positions fall into groups: a group ends where the entity changes or the attribute falls. Groups with the same columns have one shape, so a leaf of
 * regular rows costs one shape and a progression of entities. Where shapes do not repeat, each position carries its column.
 */
final class RowLayout {
    static final int PLAIN = 0;
    static final int SHAPES = 1;

    private final long[] entities;
    private final int[] ordinals;
    private final int size;
    private int groups;
    private final int[] groupStarts;
    private final long[] shapeOf;
    private final Map<Shape, Integer> shapes = new HashMap<>();
    private Shape[] shapesInOrder = new Shape[8];
    private int shapeTotal;

    /** The columns of one group, by its positions; the hash is that of the columns. */
    private record Shape(int[] ordinals, int from, int to, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape that
                    && hash == that.hash
                    && Arrays.equals(ordinals, from, to, that.ordinals, that.from, that.to);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private RowLayout(long[] entities, int[] ordinals, int size) {
        this.entities = entities;
        this.ordinals = ordinals;
        this.size = size;
        this.groupStarts = new int[size + 1];
        this.shapeOf = new long[size];
    }

    /** Writes entities and columns; {@code columnOf} maps ordinals of the batch to columns as stored. */
    static void write(DatomBatch batch, int[] columnOf, ByteWriter out) {
        int size = batch.size();
        long[] entities = new long[size];
        batch.entities().copyTo(0, size, entities, 0);
        int[] ordinals = new int[size];
        for (int i = 0; i < size; i++) {
            ordinals[i] = columnOf[batch.ordinal(i)];
        }
        RowLayout layout = new RowLayout(entities, ordinals, size);
        layout.findGroups();
        if (layout.findShapes()) {
            layout.writeShapes(out);
        } else {
            layout.writePlain(out);
        }
    }

    private void findGroups() {
        for (int i = 0; i < size; i++) {
            if (i == 0 || entities[i] != entities[i - 1] || ordinals[i] < ordinals[i - 1]) {
                groupStarts[groups++] = i;
            }
        }
        groupStarts[groups] = size;
    }

    /** Whether shapes repeat enough. */
    private boolean findShapes() {
        for (int group = 0; group < groups; group++) {
            int from = groupStarts[group];
            int to = groupStarts[group + 1];
            int hash = 1;
            for (int i = from; i < to; i++) {
                hash = hash * 31 + ordinals[i];
            }
            if (group > 0 && isShape(shapesInOrder[(int) shapeOf[group - 1]], from, to)) {
                shapeOf[group] = shapeOf[group - 1];
                continue;
            }
            shapeOf[group] = shapeNumber(new Shape(ordinals, from, to, hash));
            if (shapeTotal > 16 + size / 4) {
                return false;
            }
        }
        return true;
    }

    private boolean isShape(Shape shape, int from, int to) {
        return Arrays.equals(ordinals, from, to, shape.ordinals, shape.from, shape.to);
    }

    private int shapeNumber(Shape shape) {
        Integer known = shapes.get(shape);
        if (known != null) {
            return known;
        }
        int number = shapes.size();
        shapes.put(shape, number);
        if (number == shapesInOrder.length) {
            shapesInOrder = Arrays.copyOf(shapesInOrder, 2 * number);
        }
        shapesInOrder[number] = shape;
        shapeTotal += shape.to - shape.from;
        return number;
    }

    private void writeShapes(ByteWriter out) {
        out.int8(SHAPES);
        out.varint(shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapesInOrder[i];
            out.varint(shape.to - shape.from);
            int before = 0;
            for (int at = shape.from; at < shape.to; at++) {
                out.varint(ordinals[at] - before);
                before = ordinals[at];
            }
        }
        out.varint(groups);
        LongsPlan.write(shapeOf, 0, groups, out);
        long[] groupEntities = new long[groups];
        for (int group = 0; group < groups; group++) {
            groupEntities[group] = entities[groupStarts[group]];
        }
        EntityCodec.write(groupEntities, 0, groups, out);
    }

    private void writePlain(ByteWriter out) {
        out.int8(PLAIN);
        long[] columns = new long[size];
        for (int i = 0; i < size; i++) {
            columns[i] = ordinals[i];
        }
        LongsPlan.write(columns, 0, size, out);
        EntityCodec.write(entities, 0, size, out);
    }

    /** Fills entities and columns of all positions. */
    static void read(ByteReader in, long[] entities, int[] ordinals, int columnCount) {
        int mode = in.int8();
        switch (mode) {
            case PLAIN -> {
                int[] read = LongsDecoder.readInts(in, ordinals.length, columnCount - 1L, "a column");
                System.arraycopy(read, 0, ordinals, 0, read.length);
                EntityCodec.read(in, entities, 0, entities.length);
            }
            case SHAPES -> readShapes(in, entities, ordinals, columnCount);
            default -> throw in.corrupt("row layout %d is unknown".formatted(mode));
        }
    }

    private static void readShapes(ByteReader in, long[] entities, int[] ordinals, int columnCount) {
        int size = entities.length;
        int[][] shapes = readShapeTable(in, size, columnCount);
        int groups = in.varint(size, "a number of groups");
        if (groups == 0) {
            throw in.corrupt("it has no groups");
        }
        int[] shapeOf = LongsDecoder.readInts(in, groups, shapes.length - 1L, "a shape");
        long[] groupEntities = new long[groups];
        EntityCodec.read(in, groupEntities, 0, groups);
        int at = 0;
        for (int group = 0; group < groups; group++) {
            int[] shape = shapes[shapeOf[group]];
            int end = at + shape.length;
            if (end > size) {
                throw in.corrupt("its groups have more than %d datoms".formatted(size));
            }
            long entity = groupEntities[group];
            for (int i = 0; i < shape.length; i++) {
                ordinals[at + i] = shape[i];
                entities[at + i] = entity;
            }
            at = end;
        }
        if (at != size) {
            throw in.corrupt("its groups have %d datoms in place of %d".formatted(at, size));
        }
    }

    private static int[][] readShapeTable(ByteReader in, int size, int columnCount) {
        int[][] shapes = new int[in.varint(Math.min(size, in.remaining()), "a number of shapes")][];
        for (int i = 0; i < shapes.length; i++) {
            int length = in.varint(Math.min(size, in.remaining()), "the length of a shape");
            if (length == 0) {
                throw in.corrupt("a shape is empty");
            }
            int[] shape = new int[length];
            int column = 0;
            for (int at = 0; at < length; at++) {
                column += in.varint(columnCount - 1 - column, "a column of a shape");
                shape[at] = column;
            }
            shapes[i] = shape;
        }
        return shapes;
    }
}
