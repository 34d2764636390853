package org.cairndb.planner.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.scalar.LikePattern;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;

/** Turns predicates into disjoint ascending key ranges once their values are known. */
public final class RangeBinder {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final KeyDomain domain;
    private final ExecutionContext context;

    /** A binder for the keys of one column. */
    public RangeBinder(KeyDomain domain, ExecutionContext context) {
        this.domain = domain;
        this.context = context;
    }

    /** The ranges of keys for which all predicates hold. */
    public List<KeyRange> bind(List<Predicate> predicates) {
        if (predicates.isEmpty()) {
            return List.of(domain.all());
        }
        List<KeyRange> ranges = bind(predicates.get(0));
        for (Predicate predicate : predicates.subList(1, predicates.size())) {
            ranges = KeyRanges.intersect(ranges, bind(predicate));
        }
        return ranges;
    }

    private List<KeyRange> bind(Predicate predicate) {
        if (predicate instanceof Predicate.Compare compare) {
            Column value = compare.value().evaluate(ONE_ROW, context);
            Optional<KeyRange> range = value.isNull(0)
                    ? Optional.empty()
                    : domain.range(compare.operator(), new KeyDomain.Operand(value, compare.type()));
            return range.filter(r -> !r.isEmpty()).map(List::of).orElse(List.of());
        }
        if (predicate instanceof Predicate.Either either) {
            List<KeyRange> all = new ArrayList<>();
            for (List<Predicate> alternative : either.alternatives()) {
                all.addAll(bind(alternative));
            }
            return KeyRanges.union(all);
        }
        if (predicate instanceof Predicate.Present) {
            return List.of(domain.all());
        }
        Predicate.Prefix prefix = (Predicate.Prefix) predicate;
        Column pattern = prefix.pattern().evaluate(ONE_ROW, context);
        if (pattern.isNull(0)) {
            return List.of();
        }
        Optional<Bytes> start =
                LikePattern.of(((TextColumn) pattern).string(0), null).prefix();
        return List.of(start.map(domain::prefix).orElse(domain.all()));
    }
}
