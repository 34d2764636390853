package org.cairndb.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Branches as lists of plain maps, and a merge of them that compares whole states. Sets hold the values of a cell as text. */
final class MergeModel {
    /** One attribute of one entity. */
    record Cell(long entity, String attribute) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int order = Long.compare(entity, other.entity);
            return order != 0 ? order : attribute.compareTo(other.attribute);
        }
    }

    /** A state, and the commit of another branch that it took over. */
    record Commit(TreeMap<Cell, TreeSet<String>> state, Optional<Commit> merged) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** How a conflict is resolved: reported, by one side, or by values that were chosen. */
    enum Policy {
        REPORT,
        OURS,
        THEIRS
    }

    /** What comes of a merge. */
    record Result(TreeMap<Cell, TreeSet<String>> state, Set<Cell> conflicts) {}

    static final String UNIQUE = "product/sku";
    static final String MANY = "product/tags";

    private MergeModel() {}

    static TreeMap<Cell, TreeSet<String>> copy(Map<Cell, TreeSet<String>> state) {
        TreeMap<Cell, TreeSet<String>> copy = new TreeMap<>();
        state.forEach((cell, values) -> copy.put(cell, new TreeSet<>(values)));
        return copy;
    }

    /** The state that both come from: the last merge in one direction or the other that holds the other one, or where they parted. */
    static Commit base(List<Commit> target, List<Commit> source) {
        int parted = 0;
        while (parted < Math.min(target.size(), source.size())
                && target.get(parted).equals(source.get(parted))) {
            parted++;
        }
        int @Nullable [] fromSource = last(target, source, parted);
        int @Nullable [] fromTarget = last(source, target, parted);
        if (fromTarget != null
                && (fromSource == null || (fromSource[0] < fromTarget[1] && fromSource[1] <= fromTarget[0]))) {
            return target.get(fromTarget[0]);
        }
        return fromSource != null ? source.get(fromSource[0]) : source.get(parted - 1);
    }

    /** The newest commit of one list that a commit of another took over, and where. */
    private static int @Nullable [] last(List<Commit> into, List<Commit> from, int parted) {
        int @Nullable [] best = null;
        for (int at = 0; at < into.size(); at++) {
            int merged = into.get(at).merged().map(from::indexOf).orElse(-1);
            if (merged >= parted && (best == null || merged > best[0])) {
                best = new int[] {merged, at};
            }
        }
        return best;
    }

    static Result merge(Commit base, Commit ours, Commit theirs, Policy policy, Map<Cell, Optional<String>> chosen) {
        TreeMap<Cell, TreeSet<String>> state = copy(ours.state());
        Set<Cell> conflicts = new TreeSet<>();
        Set<Cell> cells = new TreeSet<>(base.state().keySet());
        cells.addAll(theirs.state().keySet());
        for (Cell cell : cells) {
            TreeSet<String> b = at(base.state(), cell);
            TreeSet<String> s = at(theirs.state(), cell);
            TreeSet<String> t = at(ours.state(), cell);
            if (cell.attribute().equals(MANY)) {
                TreeSet<String> merged = new TreeSet<>(t);
                b.stream().filter(value -> !s.contains(value)).forEach(merged::remove);
                s.stream().filter(value -> !b.contains(value)).forEach(merged::add);
                put(state, cell, merged);
            } else if (!s.equals(b) && !t.equals(s)) {
                if (t.equals(b) || (!chosen.containsKey(cell) && policy == Policy.THEIRS)) {
                    put(state, cell, s);
                } else if (chosen.containsKey(cell)) {
                    put(
                            state,
                            cell,
                            chosen.get(cell)
                                    .map(value -> new TreeSet<>(Set.of(value)))
                                    .orElseGet(TreeSet::new));
                } else if (policy == Policy.REPORT) {
                    conflicts.add(cell);
                }
            }
        }
        while (makeUnique(state, ours, policy, chosen, conflicts)) {
            continue;
        }
        return new Result(state, conflicts);
    }

    /** Settles one value with two holders, if there is one. */
    private static boolean makeUnique(
            TreeMap<Cell, TreeSet<String>> state,
            Commit ours,
            Policy policy,
            Map<Cell, Optional<String>> chosen,
            Set<Cell> conflicts) {
        Map<String, Cell> holders = new HashMap<>();
        for (Cell cell : new ArrayList<>(state.keySet())) {
            if (!cell.attribute().equals(UNIQUE)) {
                continue;
            }
            String value = at(state, cell).first();
            Cell other = holders.put(value, cell);
            if (other != null) {
                boolean isOld = at(ours.state(), cell).contains(value);
                Cell old = isOld ? cell : other;
                Cell added = isOld ? other : cell;
                if (chosen.containsKey(added)) {
                    put(
                            state,
                            added,
                            chosen.get(added).map(v -> new TreeSet<>(Set.of(v))).orElseGet(TreeSet::new));
                } else if (policy == Policy.THEIRS) {
                    put(state, old, new TreeSet<>());
                } else {
                    put(state, added, at(ours.state(), added));
                    if (policy == Policy.REPORT) {
                        conflicts.add(added);
                    }
                }
                return true;
            }
        }
        return false;
    }

    static TreeSet<String> at(Map<Cell, TreeSet<String>> state, Cell cell) {
        return state.getOrDefault(cell, new TreeSet<>());
    }

    static void put(Map<Cell, TreeSet<String>> state, Cell cell, TreeSet<String> values) {
        if (values.isEmpty()) {
            state.remove(cell);
        } else {
            state.put(cell, new TreeSet<>(values));
        }
    }
}
