package org.cairndb.planner.estimate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.Converter;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.rel.DatomTableScan;
import org.cairndb.planner.rel.SameRows;
import org.jspecify.annotations.Nullable;

/** Estimates of every node of a plan, each made once. Different ways to run the same thing have the same estimate. Not thread-safe. */
final class RelEstimates {
    private final Map<RelNode, Estimate> known = new IdentityHashMap<>();
    private final RelMetadataQuery metadata;

    RelEstimates(RelMetadataQuery metadata) {
        this.metadata = metadata;
    }

    Estimate of(RelNode rel) {
        RelNode meant = meant(rel);
        Estimate estimate = known.get(meant);
        if (estimate == null) {
            int columns = meant.getRowType().getFieldCount();
            known.put(meant, Estimate.ofRows(1, columns));
            estimate = make(meant);
            known.put(meant, estimate);
        }
        return estimate;
    }

    /** The first known form of a rel that planners wrap, or of one that is a way to run another. */
    private static RelNode meant(RelNode rel) {
        RelNode meant = rel;
        while (true) {
            if (meant instanceof RelSubset subset && subset.getOriginal() != null) {
                meant = subset.getOriginal();
            } else if (meant instanceof HepRelVertex vertex) {
                meant = vertex.getCurrentRel();
            } else if (meant instanceof SameRows physical) {
                meant = physical.logical();
            } else if (meant instanceof Converter converter) {
                meant = converter.getInput();
            } else {
                return meant;
            }
        }
    }

    private Estimate make(RelNode rel) {
        RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
        if (rel instanceof DatomTableScan scan) {
            return ScanEstimates.of(scan);
        }
        if (rel instanceof Filter filter) {
            return ConditionEstimates.filter(
                    of(filter.getInput()), RelOptUtil.conjunctions(filter.getCondition()), rexBuilder);
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Join join) {
            return JoinEstimates.of(join, of(join.getLeft()), of(join.getRight()));
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate, of(aggregate.getInput()));
        }
        return makeOther(rel);
    }

    private Estimate makeOther(RelNode rel) {
        if (rel instanceof Sort sort) {
            return sort(sort);
        }
        if (rel instanceof SetOp setOp) {
            return setOp(setOp);
        }
        if (rel instanceof Correlate correlate) {
            return correlate(correlate);
        }
        if (rel instanceof Values values) {
            return Estimate.ofRows(
                    values.getTuples().size(), values.getRowType().getFieldCount());
        }
        if (rel instanceof Window window) {
            return extended(of(window.getInput()), window.getRowType().getFieldCount());
        }
        int columns = rel.getRowType().getFieldCount();
        return Estimate.ofRows(Math.max(1, rel.estimateRowCount(metadata)), columns);
    }

    private Estimate project(Project project) {
        Estimate input = of(project.getInput());
        List<ColumnEstimate> columns = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            columns.add(column(expression, input));
        }
        return new Estimate(input.rows(), columns);
    }

    private static ColumnEstimate column(RexNode expression, Estimate input) {
        if (expression instanceof RexInputRef ref) {
            return input.columns().get(ref.getIndex());
        }
        if (expression instanceof RexLiteral) {
            return ColumnEstimate.ofValues(1);
        }
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(expression);
        double distinct = used.isEmpty() ? 1 : input.distinct(used);
        return ColumnEstimate.ofValues(
                switch (expression.getKind()) {
                    case CAST, PLUS, MINUS, TIMES, DIVIDE -> distinct;
                    default -> Math.sqrt(distinct);
                });
    }

    private static Estimate aggregate(Aggregate aggregate, Estimate input) {
        double rows = 0;
        for (ImmutableBitSet group : aggregate.getGroupSets()) {
            rows += group.isEmpty() ? 1 : input.distinct(group);
        }
        Estimate groups = input.thinned(rows);
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            ColumnEstimate before = input.columns().get(key);
            columns.add(before.withDistinct(Math.min(before.distinct(), groups.rows())));
        }
        return extended(new Estimate(rows, columns), aggregate.getRowType().getFieldCount());
    }

    private static Estimate extended(Estimate estimate, int columns) {
        List<ColumnEstimate> all = new ArrayList<>(estimate.columns());
        while (all.size() < columns) {
            all.add(ColumnEstimate.ofValues(estimate.rows()));
        }
        return new Estimate(estimate.rows(), all);
    }

    private Estimate sort(Sort sort) {
        Estimate input = of(sort.getInput());
        double rows = Math.max(0, input.rows() - literal(sort.offset, 0));
        rows = Math.min(rows, literal(sort.fetch, Double.MAX_VALUE));
        return rows >= input.rows() ? input : input.thinned(rows);
    }

    private static double literal(@Nullable RexNode bound, double otherwise) {
        if (!(bound instanceof RexLiteral literal)) {
            return otherwise;
        }
        Number value = literal.getValueAs(Number.class);
        return value == null ? otherwise : value.doubleValue();
    }

    private Estimate setOp(SetOp setOp) {
        Estimate first = of(setOp.getInput(0));
        double rows = first.rows();
        for (RelNode input : setOp.getInputs().subList(1, setOp.getInputs().size())) {
            double other = of(input).rows();
            rows = switch (setOp.kind) {
                case UNION -> rows + other;
                case INTERSECT -> Math.min(rows, other) / 2;
                default -> Math.max(rows / 2, rows - other);
            };
        }
        boolean all = setOp.all || !(setOp instanceof Union);
        return Estimate.ofRows(all ? rows : rows * 0.8, setOp.getRowType().getFieldCount());
    }

    private Estimate correlate(Correlate correlate) {
        Estimate left = of(correlate.getLeft());
        Estimate right = of(correlate.getRight());
        return switch (correlate.getJoinType()) {
            case SEMI, ANTI -> left.thinned(left.rows() / 2);
            default -> {
                double rows = left.rows() * Math.max(1, right.rows());
                List<ColumnEstimate> columns = new ArrayList<>(left.columns());
                columns.addAll(right.columns());
                yield new Estimate(rows, columns);
            }
        };
    }
}
