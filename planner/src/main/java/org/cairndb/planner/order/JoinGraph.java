package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.mapping.IntPair;
import org.cairndb.planner.estimate.ColumnEstimate;
import org.cairndb.planner.estimate.Estimate;
import org.cairndb.planner.estimate.PlanMetadata;
import org.cairndb.planner.rel.DatomTableScan;
import org.jspecify.annotations.Nullable;

/**
 * Which factors of a region the conditions connect. Columns that must be equal form classes, so that two factors can be joined by an equality that is only
 * implied. Sets of factors are bits of a long.
 */
final class JoinGraph {
    static final int MAX_FACTORS = Long.SIZE;

    private final JoinRegion region;
    private final List<List<Integer>> classes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final long[] adjacent;
    private final int[] factorOf;

    /**
     * A condition that is not an equality of columns of different factors.
     *
     * @param factors the factors that it reads
     * @param share the share of rows for which it holds
     * @param condition the condition
     */
    record Edge(long factors, double share, RexNode condition) {}

    /**
     * A factor as the search sees it.
     *
     * @param estimate its rows, with the columns that joins compare
     * @param columns places of those columns
     * @param work what reading it costs
     * @param needs factors that must be there before it is joined
     * @param others the share of pairs that a dependent one's conditions besides equalities keep
     */
    record Leaf(Estimate estimate, List<Integer> columns, double work, long needs, double others) {}

    JoinGraph(JoinRegion region, PlanMetadata metadata, RexBuilder rexBuilder) {
        this.region = region;
        this.factorOf = factorOf(region);
        this.adjacent = new long[region.factors().size()];
        List<RexNode> others = new ArrayList<>();
        for (RexNode condition : region.conditions()) {
            int[] equal = equalColumns(condition);
            if (equal != null && !isOfDependent(equal[0]) && !isOfDependent(equal[1])) {
                unite(equal[0], equal[1]);
            } else {
                others.add(condition);
            }
        }
        imply(metadata);
        List<ColumnEstimate> columns = new ArrayList<>();
        region.factors().forEach(f -> columns.addAll(metadata.estimate(f.rel()).columns()));
        for (RexNode condition : others) {
            edges.add(new Edge(factors(condition), PlanMetadata.share(condition, columns, rexBuilder), condition));
        }
        connect();
        for (int i = 0; i < region.factors().size(); i++) {
            leaves.add(leaf(i, columns, metadata));
        }
    }

    private static int[] factorOf(JoinRegion region) {
        List<Integer> factors = new ArrayList<>();
        for (int i = 0; i < region.factors().size(); i++) {
            for (int c = 0; c < region.factors().get(i).width(); c++) {
                factors.add(i);
            }
        }
        return factors.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isOfDependent(int column) {
        return factor(factorOf[column]).isDependent();
    }

    /** The two columns that a condition says are equal, if they belong to different factors. */
    private int @Nullable [] equalColumns(RexNode condition) {
        if (condition instanceof RexCall call
                && call.isA(SqlKind.EQUALS)
                && call.getOperands().get(0) instanceof RexInputRef left
                && call.getOperands().get(1) instanceof RexInputRef right
                && left.getType().getSqlTypeName() == right.getType().getSqlTypeName()
                && factorOf[left.getIndex()] != factorOf[right.getIndex()]) {
            return new int[] {left.getIndex(), right.getIndex()};
        }
        return null;
    }

    private void unite(int left, int right) {
        List<Integer> merged = new ArrayList<>(List.of(left, right));
        classes.removeIf(known -> {
            boolean same = known.contains(left) || known.contains(right);
            if (same) {
                merged.addAll(known);
            }
            return same;
        });
        classes.add(new ArrayList<>(new TreeSet<>(merged)));
    }

    /** Says of every column what is said of one in its class, and of columns of dependent factors what is said of those that they are joined by. */
    private void imply(PlanMetadata metadata) {
        for (List<Integer> known : classes) {
            for (int from : known) {
                for (int to : known) {
                    implyEqual(from, to);
                }
            }
        }
        for (int i = 0; i < adjacent.length; i++) {
            equalities(i).forEach(pair -> implyEqual(pair.source, pair.target));
        }
        narrowGroups(metadata);
    }

    private void narrowGroups(PlanMetadata metadata) {
        for (List<Integer> known : classes) {
            for (int from : known) {
                known.forEach(to -> narrow(from, to, metadata));
            }
        }
        for (int i = 0; i < adjacent.length; i++) {
            for (IntPair pair : equalities(i)) {
                narrow(pair.source, pair.target, metadata);
                if (factor(i).type() == JoinRelType.SEMI) {
                    sameAs(pair.source).forEach(to -> narrow(pair.target, to, metadata));
                }
            }
        }
    }

    private List<Integer> sameAs(int column) {
        return classes.stream()
                .filter(known -> known.contains(column))
                .findFirst()
                .orElse(List.of(column));
    }

    private void narrow(int from, int to, PlanMetadata metadata) {
        if (factorOf[from] != factorOf[to]) {
            region.narrow(IntPair.of(factorOf[from], from), IntPair.of(factorOf[to], to), metadata);
        }
    }

    private void implyEqual(int from, int to) {
        if (factorOf[from] != factorOf[to]) {
            region.imply(factorOf[from], from, factorOf[to], to);
        }
    }

    private void connect() {
        for (List<Integer> known : classes) {
            long all = 0;
            for (int column : known) {
                all |= 1L << factorOf[column];
            }
            connect(all);
        }
        edges.forEach(edge -> connect(edge.factors));
    }

    private void connect(long factors) {
        for (int i = 0; i < adjacent.length; i++) {
            if ((factors & 1L << i) != 0) {
                adjacent[i] |= factors & ~(1L << i);
            }
        }
    }

    private Leaf leaf(int index, List<ColumnEstimate> all, PlanMetadata metadata) {
        JoinRegion.Factor factor = factor(index);
        TreeSet<Integer> places = new TreeSet<>();
        classes.forEach(places::addAll);
        long needs = 0;
        double others = 1;
        for (int other = 0; other < region.factors().size(); other++) {
            for (RexNode condition : factor(other).on()) {
                int[] equal = equalColumns(condition);
                if (equal != null) {
                    places.add(equal[0]);
                    places.add(equal[1]);
                } else if (other == index) {
                    others *= PlanMetadata.share(
                            condition, all, factor.rel().getCluster().getRexBuilder());
                }
            }
        }
        for (RexNode condition : factor.on()) {
            needs |= factors(condition) & ~(1L << index);
        }
        places.removeIf(place -> factorOf[place] != index);
        Estimate estimate = metadata.estimate(factor.rel())
                .select(places.stream().map(p -> p - factor.first()).toList());
        double work = factor.rel() instanceof DatomTableScan scan ? scan.leastWork(metadata) : 0;
        return new Leaf(estimate, List.copyOf(places), work, needs, others);
    }

    /** The factors whose columns an expression reads. */
    long factors(RexNode expression) {
        long factors = 0;
        for (int column : RelOptUtil.InputFinder.bits(expression)) {
            factors |= 1L << factorOf[column];
        }
        return factors;
    }

    int size() {
        return leaves.size();
    }

    Leaf leaf(int factor) {
        return leaves.get(factor);
    }

    JoinRegion.Factor factor(int index) {
        return region.factors().get(index);
    }

    List<Edge> edges() {
        return edges;
    }

    /** Classes of columns that must be equal. */
    List<List<Integer>> classes() {
        return classes;
    }

    int factorOf(int column) {
        return factorOf[column];
    }

    /** Factors that conditions connect with a factor. */
    long adjacent(int factor) {
        return adjacent[factor];
    }

    /** Pairs of places that an inner join of two sets compares, one of each class that reaches into both. */
    List<IntPair> equalities(long left, long right) {
        List<IntPair> pairs = new ArrayList<>();
        for (List<Integer> known : classes) {
            int onLeft = firstIn(known, left);
            int onRight = firstIn(known, right);
            if (onLeft >= 0 && onRight >= 0) {
                pairs.add(IntPair.of(onLeft, onRight));
            }
        }
        return pairs;
    }

    private int firstIn(List<Integer> columns, long factors) {
        for (int column : columns) {
            if ((factors & 1L << factorOf[column]) != 0) {
                return column;
            }
        }
        return -1;
    }

    /** Pairs of places that a dependent factor is joined by, its own column second. */
    List<IntPair> equalities(int dependent) {
        List<IntPair> pairs = new ArrayList<>();
        for (RexNode condition : factor(dependent).on()) {
            int[] equal = equalColumns(condition);
            if (equal != null) {
                boolean swap = factorOf[equal[0]] == dependent;
                pairs.add(swap ? IntPair.of(equal[1], equal[0]) : IntPair.of(equal[0], equal[1]));
            }
        }
        return pairs;
    }

    /** The share of pairs that conditions keep which need both sets. */
    double share(long left, long right) {
        double share = 1;
        for (Edge edge : edges) {
            if (isNewAt(edge, left, right)) {
                share *= edge.share;
            }
        }
        return share;
    }

    /** Whether a condition can be checked where two sets are joined, and not before; what a left join adds can be checked only after it. */
    boolean isNewAt(Edge edge, long left, long right) {
        boolean lone = Long.bitCount(right) == 1
                && factor(Long.numberOfTrailingZeros(right)).isDependent();
        return (edge.factors & ~(left | right)) == 0
                && (edge.factors & ~left) != 0
                && (lone || (edge.factors & ~right) != 0);
    }

    /** How a set is joined as the right side. */
    JoinRelType typeOf(long right) {
        return Long.bitCount(right) == 1
                ? factor(Long.numberOfTrailingZeros(right)).type()
                : JoinRelType.INNER;
    }
}
