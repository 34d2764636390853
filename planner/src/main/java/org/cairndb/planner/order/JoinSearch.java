package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.util.mapping.IntPair;
import org.cairndb.planner.estimate.Estimate;
import org.cairndb.planner.estimate.JoinEstimates;
import org.cairndb.planner.rel.DatomTableScan;
import org.cairndb.planner.rel.JoinWork;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the cheapest tree of joins. Up to a number of factors, by dynamic programming: the best tree of every set of factors that conditions connect
 * is made of the best trees of two parts, in all shapes. Beyond, the pair of trees whose join is cheapest is joined first, again and again. Pairs without
 * any condition are joined only where nothing else is left.
 */
final class JoinSearch {
    private static final int MAX_EXHAUSTIVE = 10;

    private final JoinGraph graph;

    JoinSearch(JoinGraph graph) {
        this.graph = graph;
    }

    /**
     * A tree of joins.
     *
     * @param factors the factors in it
     * @param estimate its rows, with the columns that joins compare
     * @param columns places of those columns
     * @param work what it costs
     * @param parts what is joined, if it is not a factor alone
     */
    record Tree(
            long factors,
            Estimate estimate,
            List<Integer> columns,
            double work,
            @Nullable Parts parts) {}

    /**
     * Two trees that are joined.
     *
     * @param left the left side
     * @param right the right side, which a hash table or lookups are made of
     */
    record Parts(Tree left, Tree right) {}

    /** The best tree of all factors. */
    Tree best() {
        if (graph.size() > MAX_EXHAUSTIVE) {
            return greedy();
        }
        Tree connected = exhaustive(false);
        if (connected != null) {
            return connected;
        }
        Tree any = exhaustive(true);
        return any == null ? greedy() : any;
    }

    private Tree leaf(int factor) {
        JoinGraph.Leaf leaf = graph.leaf(factor);
        return new Tree(1L << factor, leaf.estimate(), leaf.columns(), leaf.work(), null);
    }

    private @Nullable Tree exhaustive(boolean crossing) {
        int full = (1 << graph.size()) - 1;
        @Nullable Tree[] best = new Tree[full + 1];
        for (int i = 0; i < graph.size(); i++) {
            best[1 << i] = leaf(i);
        }
        for (int set = 1; set <= full; set++) {
            if (Integer.bitCount(set) < 2) {
                continue;
            }
            int lowest = set & -set;
            for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
                Tree left = best[part];
                Tree right = best[set & ~part];
                if ((part & lowest) != 0 && left != null && right != null) {
                    best[set] = better(best[set], left, right, crossing);
                }
            }
        }
        return best[full];
    }

    private @Nullable Tree better(@Nullable Tree known, Tree left, Tree right, boolean crossing) {
        if (isDependent(left)) {
            return isDependent(right) ? known : better(known, right, left, crossing);
        }
        boolean ready = isDependent(right)
                ? (needs(right) & ~left.factors) == 0
                : crossing || isConnected(left.factors, right.factors);
        if (!ready) {
            return known;
        }
        double least = known == null ? Double.POSITIVE_INFINITY : known.work;
        if (left.work + right.work >= least && !isLeaf(left) && !isLeaf(right)) {
            return known;
        }
        Joining joining = new Joining(left, right, known == null ? null : known.estimate);
        return joining.work() < least ? joining.tree(known) : known;
    }

    private static boolean isLeaf(Tree tree) {
        return tree.parts == null;
    }

    private boolean isDependent(Tree tree) {
        return isLeaf(tree) && graph.typeOf(tree.factors) != JoinRelType.INNER;
    }

    private long needs(Tree dependent) {
        return graph.leaf(Long.numberOfTrailingZeros(dependent.factors)).needs();
    }

    private boolean isConnected(long left, long right) {
        for (long rest = left; rest != 0; rest &= rest - 1) {
            if ((graph.adjacent(Long.numberOfTrailingZeros(rest)) & right) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Joins the cheapest pair until one tree is left. */
    private Tree greedy() {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            trees.add(leaf(i));
        }
        List<Tree> pairs = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            addPairs(pairs, trees.get(i), trees.subList(0, i), false);
        }
        while (trees.size() > 1) {
            if (pairs.isEmpty()) {
                for (int i = 0; i < trees.size(); i++) {
                    addPairs(pairs, trees.get(i), trees.subList(0, i), true);
                }
            }
            Tree next = cheapest(pairs);
            trees.removeIf(tree -> (tree.factors & next.factors) != 0);
            pairs.removeIf(pair -> (pair.factors & next.factors) != 0);
            addPairs(pairs, next, trees, false);
            trees.add(next);
        }
        return trees.get(0);
    }

    private void addPairs(List<Tree> pairs, Tree tree, List<Tree> others, boolean crossing) {
        for (Tree other : others) {
            Tree pair = better(null, tree, other, crossing);
            if (pair != null) {
                pairs.add(pair);
            }
        }
    }

    /** The pair that adds the least work and rows to what its parts cost anyway. */
    private static Tree cheapest(List<Tree> pairs) {
        Tree cheapest = pairs.get(0);
        for (Tree pair : pairs) {
            if (added(pair) < added(cheapest)) {
                cheapest = pair;
            }
        }
        return cheapest;
    }

    private static double added(Tree pair) {
        Parts parts = pair.parts;
        double before = parts == null ? 0 : parts.left.work + parts.right.work;
        return pair.work - before + JoinWork.PER_RESULT * pair.estimate.rows();
    }

    /** One way to join two trees. */
    private final class Joining {
        private final Tree left;
        private final Tree right;
        private final JoinRelType type;
        private final List<IntPair> keys;
        private final Estimate estimate;
        private boolean swap;

        Joining(Tree left, Tree right, @Nullable Estimate known) {
            this.left = left;
            this.right = right;
            this.type = graph.typeOf(right.factors);
            this.keys = type == JoinRelType.INNER
                    ? graph.equalities(left.factors, right.factors)
                    : graph.equalities(Long.numberOfTrailingZeros(right.factors));
            this.estimate = known == null ? estimate() : known;
        }

        private Estimate estimate() {
            List<IntPair> positions = keys.stream()
                    .map(key -> IntPair.of(left.columns.indexOf(key.source), right.columns.indexOf(key.target)))
                    .toList();
            double others = graph.share(left.factors, right.factors);
            if (type == JoinRelType.INNER) {
                return new JoinEstimates.Sides(left.estimate, right.estimate).joined(type, positions, others);
            }
            double on = graph.leaf(Long.numberOfTrailingZeros(right.factors)).others();
            Estimate joined = new JoinEstimates.Sides(left.estimate, right.estimate).joined(type, positions, on);
            return joined.withShare(others);
        }

        double work() {
            double rows = JoinWork.PER_RESULT * estimate.rows();
            double both = left.work + right.work + rows;
            if (keys.isEmpty()) {
                return both + JoinWork.nested(left.estimate.rows(), right.estimate.rows());
            }
            boolean inner = type == JoinRelType.INNER;
            double work = both + JoinWork.hash(left.estimate.rows(), right.estimate.rows());
            if (inner && left.estimate.rows() < right.estimate.rows()) {
                swap = true;
                work = both + JoinWork.hash(right.estimate.rows(), left.estimate.rows());
            }
            if (inner && hasIndexOn(left, keys, true) && hasIndexOn(right, keys, false)) {
                work = Math.min(work, both + JoinWork.merge(left.estimate.rows(), right.estimate.rows()));
            }
            double intoRight = left.work + rows + lookup(left.estimate.rows(), right, false);
            if ((inner || type == JoinRelType.LEFT) && intoRight < work) {
                swap = false;
                work = intoRight;
            }
            double intoLeft = right.work + rows + lookup(right.estimate.rows(), left, true);
            if (inner && intoLeft < work) {
                swap = true;
                work = intoLeft;
            }
            return work;
        }

        /** What it costs to look rows up in a table; without end if it has no index on a key. */
        private double lookup(double rows, Tree into, boolean isSource) {
            if (!isLeaf(into)) {
                return Double.POSITIVE_INFINITY;
            }
            JoinRegion.Factor factor = graph.factor(Long.numberOfTrailingZeros(into.factors));
            if (!(factor.rel() instanceof DatomTableScan scan)) {
                return Double.POSITIVE_INFINITY;
            }
            return keys.stream()
                    .map(pair -> (isSource ? pair.source : pair.target) - factor.first())
                    .mapToDouble(column ->
                            scan.lookupWork(column, rows, estimate.rows()).orElse(Double.POSITIVE_INFINITY))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        private boolean hasIndexOn(Tree tree, List<IntPair> pairs, boolean isSource) {
            if (!isLeaf(tree)) {
                return false;
            }
            JoinRegion.Factor factor = graph.factor(Long.numberOfTrailingZeros(tree.factors));
            return factor.rel() instanceof DatomTableScan scan
                    && pairs.stream()
                            .mapToInt(pair -> isSource ? pair.source : pair.target)
                            .anyMatch(place -> scan.hasIndexOn(place - factor.first()));
        }

        Tree tree(@Nullable Tree known) {
            List<Integer> columns = new ArrayList<>(left.columns);
            if (type != JoinRelType.SEMI && type != JoinRelType.ANTI) {
                columns.addAll(right.columns);
            }
            Parts parts = swap ? new Parts(right, left) : new Parts(left, right);
            Estimate inOrder = known == null ? estimate : estimate.reordered(known.columns, columns);
            return new Tree(left.factors | right.factors, inOrder, columns, work(), parts);
        }
    }
}
