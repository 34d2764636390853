package org.cairndb.planner.rel;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexBiVisitor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVariable;
import org.apache.calcite.rex.RexVisitor;
import org.jspecify.annotations.Nullable;

/** Conditions as people read them: with column names. */
final class ConditionText {
    private ConditionText() {}

    static String of(List<? extends RexNode> conditions, List<String> names) {
        RexShuttle namer = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new NamedRef(names.get(ref.getIndex()), ref);
            }
        };
        return conditions.stream()
                .map(condition -> condition.accept(namer).toString())
                .collect(Collectors.joining(" AND "));
    }

    /** A column that prints as its name. */
    private static final class NamedRef extends RexVariable {
        NamedRef(String name, RexInputRef ref) {
            super(name, ref.getType());
        }

        @Override
        public <R> R accept(RexVisitor<R> visitor) {
            throw new UnsupportedOperationException("Only for printing");
        }

        @Override
        public <R, P> R accept(RexBiVisitor<R, P> visitor, P arg) {
            throw new UnsupportedOperationException("Only for printing");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NamedRef that && getName().equals(that.getName());
        }

        @Override
        public int hashCode() {
            return getName().hashCode();
        }
    }
}
