package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The groups of the rows added so far, with what their functions need of them. Parts of an input can be aggregated apart and put together by
 * {@link #absorb}. Groups keep the order in which they came. Used by one thread at a time.
 */
public final class Aggregation {
    private static final int GROUPS_AT_ONCE = 8192;

    private final Grouping grouping;
    private final List<Integer> set;
    private final Runnable check;
    private final GroupTable table;
    private final List<FilteredRows> filtered = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final PartialRows partials;

    /** Computes the column of a call for groups from one on. */
    private interface Result {
        Column of(int from, int count);
    }

    /** An aggregation by all keys. */
    public static Aggregation of(Grouping grouping) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < grouping.keys().size(); i++) {
            all.add(i);
        }
        return new Aggregation(grouping, all);
    }

    /**
     * An aggregation by some of the keys, null in the others.
     *
     * @param set the keys to group by: places among those of the grouping, ascending
     */
    public Aggregation(Grouping grouping, List<Integer> set) {
        this(grouping, set, () -> {});
    }

    /** The same; in what takes long, a check is run now and then. */
    Aggregation(Grouping grouping, List<Integer> set, Runnable check) {
        this.grouping = grouping;
        this.set = List.copyOf(set);
        this.check = check;
        this.table = new GroupTable(grouping.typesOf(keyOrdinals()), check);
        for (FunctionCall call : grouping.calls()) {
            results.add(resultOf(call));
        }
        this.partials = new PartialRows(table, grouping.typesOf(keyOrdinals()), filtered);
        if (set.isEmpty()) {
            table.addOnlyGroup();
            reserve();
        }
    }

    private List<Integer> keyOrdinals() {
        return set.stream().map(grouping.keys()::get).toList();
    }

    private Result resultOf(FunctionCall call) {
        if (call.function() == AggregateFunction.GROUPING) {
            long bits = groupingBits(call);
            return (from, count) -> LongColumn.constant(bits, count);
        }
        ArgumentSource source = sourceOf(call.filter(), ArgumentSource.Shape.of(call));
        if (call.function() == AggregateFunction.COUNT) {
            return (from, count) -> new LongColumn(source.counts(from, count).array(), count, null);
        }
        if (call.function().retainsRows()) {
            List<SourcedFunction> made = new ArrayList<>();
            return (from, count) -> {
                if (made.isEmpty()) {
                    made.add(new SourcedFunction(call, source, table.size(), check));
                }
                return made.get(0).function.result(from, count);
            };
        }
        if (call.function() == AggregateFunction.SINGLE_VALUE) {
            return single(call, source);
        }
        Accumulator accumulator = source.accumulator(call.function());
        return (from, count) -> accumulator.result(from, source.counts(from, count), call);
    }

    /** A function of ordered values, made when the first result is wanted. */
    private static final class SourcedFunction {
        private final OrderedFunction function;

        SourcedFunction(FunctionCall call, ArgumentSource source, int groups, Runnable check) {
            this.function = new OrderedFunction(call, source.types(), source.grouped(groups), check);
        }
    }

    private Result single(FunctionCall call, ArgumentSource rows) {
        ArgumentSource values = sourceOf(call.filter(), new ArgumentSource.Shape(call.arguments(), 1, false, false));
        Accumulator accumulator = values.accumulator(call.function());
        return (from, count) -> {
            for (long found : rows.counts(from, count).array()) {
                if (found > 1) {
                    throw new CairnException(
                            ErrorCode.SQL_INVALID, "A subquery that stands for one value gave more than one row");
                }
            }
            return accumulator.result(from, values.counts(from, count), call);
        };
    }

    private long groupingBits(FunctionCall call) {
        long bits = 0;
        for (int argument : call.arguments()) {
            boolean isKey = keyOrdinals().contains(argument);
            bits = bits << 1 | (isKey ? 0 : 1);
        }
        return bits;
    }

    private ArgumentSource sourceOf(int filter, ArgumentSource.Shape shape) {
        for (FilteredRows rows : filtered) {
            if (rows.filter() == filter) {
                return rows.source(shape);
            }
        }
        FilteredRows made = new FilteredRows(filter, grouping, !set.isEmpty(), check);
        filtered.add(made);
        return made.source(shape);
    }

    private void reserve() {
        for (FilteredRows rows : filtered) {
            rows.reserve(table.size());
        }
    }

    /** Adds the rows of a batch. */
    public void add(Batch batch) {
        Column[] keys = new Column[set.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = batch.column(grouping.keys().get(set.get(i)));
        }
        Rows rows = locate(keys, new Rows(batch.rowCount(), batch.selection(), new int[0], set.isEmpty()));
        for (FilteredRows part : filtered) {
            part.add(batch, rows, table.size());
        }
    }

    private Rows locate(Column[] keys, Rows rows) {
        int[] groups = table.groupsOf(keys, rows);
        reserve();
        return new Rows(rows.count, rows.selection, groups, rows.isOneGroup);
    }

    /** Adds what another aggregation of the same kind was given, which must not be used any more. */
    public void absorb(Aggregation other) {
        PartialRows.Reader reader = other.partials().reader();
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            addPartials(batch);
        }
    }

    /** Whether its partial results are one row a group. */
    boolean isMergeable() {
        return filtered.stream().flatMap(rows -> rows.sources().stream()).noneMatch(ArgumentSource::holdsRows);
    }

    /** Whether its rows are arguments that count once, so that parts of them can be summarized apart. */
    boolean isDivisibleByArguments() {
        List<ArgumentSource> holding = filtered.stream()
                .flatMap(rows -> rows.sources().stream())
                .filter(ArgumentSource::holdsRows)
                .toList();
        return !holding.isEmpty()
                && holding.stream().noneMatch(source -> source.shape().retains());
    }

    /** Adds the results of another aggregation of the same kind none of whose arguments that count once has been or will be added here. */
    void absorbSummaries(Aggregation other) {
        for (int from = 0; from < other.groups(); from += GROUPS_AT_ONCE) {
            int count = Math.min(GROUPS_AT_ONCE, other.groups() - from);
            Column[] keys = new Column[set.size()];
            for (int place = 0; place < keys.length; place++) {
                keys[place] = other.table.key(place, from, count);
            }
            Rows rows = locate(keys, new Rows(count, null, new int[0], set.isEmpty()));
            for (int i = 0; i < filtered.size(); i++) {
                filtered.get(i).absorbSummaries(other.filtered.get(i), from, rows, table.size());
            }
        }
    }

    /** What has been added, as rows that {@link #addPartials} takes. */
    PartialRows partials() {
        return partials;
    }

    /** Adds rows of the partials of another aggregation of the same kind. */
    void addPartials(Batch batch) {
        Column[] keys = partials.keys(batch);
        Rows all = new Rows(batch.rowCount(), batch.selection(), new int[0], set.isEmpty());
        Rows rows = locate(keys, all);
        partials.merge(batch, rows);
    }

    /** How many groups there are. */
    public int groups() {
        return table.size();
    }

    /** The rows of some groups: keys, then calls. No row may be added afterwards. */
    public Batch result(int from, int count) {
        Column[] columns = new Column[grouping.keys().size() + results.size()];
        for (int key = 0; key < grouping.keys().size(); key++) {
            int place = set.indexOf(key);
            columns[key] = place >= 0
                    ? table.key(place, from, count)
                    : NullColumns.of(grouping.inputTypes().get(grouping.keys().get(key)), count);
        }
        for (int i = 0; i < results.size(); i++) {
            columns[grouping.keys().size() + i] = results.get(i).of(from, count);
        }
        return new Batch(columns, count);
    }

    /** Bytes that it holds. */
    public long bytes() {
        long perGroup = 0;
        long extra = 0;
        for (FilteredRows rows : filtered) {
            perGroup += Long.BYTES;
            for (ArgumentSource source : rows.sources()) {
                perGroup += source.bytesPerGroup();
                extra += source.extraBytes();
            }
        }
        return table.bytes() + perGroup * table.size() * 2 + extra;
    }
}
