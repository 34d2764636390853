package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/**
 * A correlated join: the right input is run for each row of the left one, whose values it knows as parameters. Since it mentions no variable, all rules and
 * operators treat it like any other plan.
 */
class CorrelateByParameters extends BiRel {
    private final Binding binding;

    /** A join of inputs whose traits are given. */
    CorrelateByParameters(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, Binding binding) {
        super(cluster, traits, inputs.get(0), inputs.get(1));
        this.binding = binding;
    }

    /**
     * How the right input depends on the left one.
     *
     * @param type INNER, LEFT, SEMI or ANTI
     * @param columns columns of the left input that the right one asks for
     * @param parameters the parameters that stand for them, numbered one after the other
     */
    record Binding(JoinRelType type, List<Integer> columns, List<BoundParameter> parameters) {
        Binding {
            columns = List.copyOf(columns);
            parameters = List.copyOf(parameters);
        }

        /** The same for other columns. */
        Binding of(List<Integer> newColumns) {
            return new Binding(type, newColumns, parameters);
        }
    }

    Binding binding() {
        return binding;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new CorrelateByParameters(getCluster(), traits, inputs, binding);
    }

    @Override
    protected RelDataType deriveRowType() {
        return switch (binding.type) {
            case SEMI, ANTI -> left.getRowType();
            default ->
                SqlValidatorUtil.deriveJoinRowType(
                        left.getRowType(),
                        right.getRowType(),
                        binding.type,
                        getCluster().getTypeFactory(),
                        null,
                        ImmutableList.of());
        };
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        double rows = mq.getRowCount(left);
        return switch (binding.type) {
            case SEMI, ANTI -> rows / 2;
            default -> rows * Math.max(1, mq.getRowCount(right));
        };
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        List<String> names = left.getRowType().getFieldNames();
        String bound = binding.columns.stream()
                .map(column -> binding.parameters.get(binding.columns.indexOf(column)) + "=" + names.get(column))
                .collect(Collectors.joining(", "));
        return super.explainTerms(writer)
                .item("joinType", binding.type.lowerName)
                .item("binding", bound);
    }
}
