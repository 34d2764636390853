package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** The rows of some argument columns that functions count, shared by all functions of the same arguments. */
final class ArgumentSource {
    private final Shape shape;
    private final RowCounter parent;
    private final List<ColumnType> types;
    private final List<Accumulator> accumulators = new ArrayList<>();
    private final List<AggregateFunction> functions = new ArrayList<>();
    private final @Nullable DistinctRows distinct;
    private final @Nullable RetainedRows retained;
    private final RowCounter counter = new RowCounter();
    /** Rows of each group with a null, where there have been any. */
    private long[] missing = new long[0];

    private @Nullable GroupedRows grouped;

    /**
     * What distinguishes sources with the same filter.
     *
     * @param columns ordinals of the columns
     * @param required how many of them must not be null
     * @param isDistinct whether equal rows count once
     * @param retains whether all rows are kept
     */
    record Shape(List<Integer> columns, int required, boolean isDistinct, boolean retains) {
        static Shape of(FunctionCall call) {
            boolean retains = call.function().retainsRows();
            return new Shape(call.columns(), call.required(), call.isDistinct(), retains);
        }
    }

    ArgumentSource(Shape shape, List<ColumnType> types, RowCounter parent, @Nullable DistinctRows distinct) {
        this.shape = shape;
        this.types = types;
        this.parent = parent;
        this.distinct = distinct;
        this.retained = shape.retains && !shape.isDistinct ? new RetainedRows(types) : null;
    }

    Shape shape() {
        return shape;
    }

    List<ColumnType> types() {
        return types;
    }

    /** The accumulator of a function; several may share one. */
    Accumulator accumulator(AggregateFunction function) {
        AggregateFunction shared = Accumulators.sharedBy(function);
        int known = functions.indexOf(shared);
        if (known >= 0) {
            return accumulators.get(known);
        }
        Accumulator made = Accumulators.of(shared, types);
        functions.add(shared);
        accumulators.add(made);
        return made;
    }

    void reserve(int groups) {
        accumulators.forEach(accumulator -> accumulator.reserve(groups));
        counter.reserve(groups);
        if (missing.length > 0 && groups > missing.length) {
            missing = Arrays.copyOf(missing, Capacity.of(groups, missing.length));
        }
    }

    /** Adds rows that the filter let through. */
    void add(Column[] columns, Rows rows, int groups) {
        Rows present = rows;
        for (int i = 0; i < shape.required; i++) {
            present = present.present(columns[i]);
        }
        if (distinct != null) {
            present = distinct.firsts(columns, present);
            counter.add(present);
        } else if (present != rows) {
            countMissing(rows, present, groups);
        }
        if (retained != null) {
            retained.add(columns, present);
        }
        for (Accumulator accumulator : accumulators) {
            accumulator.add(columns, present);
        }
    }

    private void countMissing(Rows rows, Rows present, int groups) {
        if (missing.length == 0) {
            missing = new long[Capacity.of(groups, 0)];
        }
        for (int i = 0; i < rows.count; i++) {
            missing[rows.groups[i]]++;
        }
        for (int i = 0; i < present.count; i++) {
            missing[present.groups[i]]--;
        }
    }

    /** How many rows counted in the groups from one on. */
    Counts counts(int from, int count) {
        if (distinct != null) {
            return new Counts(counter.copy(from, count));
        }
        long[] counts = parent.copy(from, count);
        for (int i = 0; i < count && missing.length > 0; i++) {
            counts[i] -= missing[from + i];
        }
        return new Counts(counts);
    }

    /** All rows that counted; none can be added any more. */
    GroupedRows grouped(int groups) {
        GroupedRows known = grouped;
        if (known == null) {
            known = retained != null
                    ? new GroupedRows(retained.columns(), retained.groups(), retained.size(), groups)
                    : new GroupedRows(retainedColumns(), retainedGroups(), retainedSize(), groups);
            grouped = known;
        }
        return known;
    }

    /** Whether its state is rows and not summaries. */
    boolean holdsRows() {
        return distinct != null || retained != null;
    }

    int retainedSize() {
        return distinct != null ? distinct.size() : retained == null ? 0 : retained.size();
    }

    int[] retainedGroups() {
        return distinct != null ? distinct.groups() : retained == null ? new int[0] : retained.groups();
    }

    Column[] retainedColumns() {
        return distinct != null ? distinct.columns() : retained == null ? new Column[0] : retained.columns();
    }

    /** Types of the summaries of a group. */
    List<ColumnType> stateTypes() {
        List<ColumnType> state = new ArrayList<>();
        state.add(ColumnType.of(Kind.LONG));
        accumulators.forEach(accumulator -> state.addAll(accumulator.stateTypes()));
        return state;
    }

    /** The summaries of the groups from one on. */
    List<Column> state(int from, int count) {
        List<Column> state = new ArrayList<>();
        long[] absent = missing.length == 0 ? new long[count] : Arrays.copyOfRange(missing, from, from + count);
        state.add(new LongColumn(absent, count, null));
        accumulators.forEach(accumulator -> state.addAll(List.of(accumulator.state(from, count))));
        return state;
    }

    /** Adds summaries. */
    void merge(List<Column> state, Rows rows, int groups) {
        LongColumn absent = (LongColumn) state.get(0);
        for (int i = 0; i < rows.count; i++) {
            long others = absent.get(rows.row(i));
            if (others != 0) {
                if (missing.length == 0) {
                    missing = new long[Capacity.of(groups, 0)];
                }
                missing[rows.groups[i]] += others;
            }
        }
        int at = 1;
        for (Accumulator accumulator : accumulators) {
            int width = accumulator.stateTypes().size();
            accumulator.merge(state.subList(at, at + width).toArray(Column[]::new), rows);
            at += width;
        }
    }

    /** Adds the summaries that another source has of its groups from one on, also of arguments that count once. */
    void absorbSummaries(ArgumentSource other, int from, Rows rows, int groups) {
        merge(other.state(from, rows.count), rows, groups);
        if (distinct != null) {
            counter.merge(new LongColumn(other.counter.copy(from, rows.count), rows.count, null), rows);
        }
    }

    int bytesPerGroup() {
        int bytes = Long.BYTES + (missing.length > 0 ? Long.BYTES : 0);
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.bytesPerGroup();
        }
        return bytes;
    }

    long extraBytes() {
        long bytes = distinct == null ? 0 : distinct.bytes();
        bytes += retained == null ? 0 : retained.bytes();
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.extraBytes();
        }
        return bytes;
    }
}
