package org.cairndb.planner.rel;

import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilderFactory;

/** The configuration of a rule that has nothing to configure. */
abstract class FixedRuleConfig implements RelRule.Config {
    private final String description;
    private final RelRule.OperandTransform operands;

    FixedRuleConfig(String description, RelRule.OperandTransform operands) {
        this.description = description;
        this.operands = operands;
    }

    @Override
    public final RelBuilderFactory relBuilderFactory() {
        return RelFactories.LOGICAL_BUILDER;
    }

    @Override
    public final RelRule.Config withRelBuilderFactory(RelBuilderFactory factory) {
        return this;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final RelRule.Config withDescription(String newDescription) {
        return this;
    }

    @Override
    public final RelRule.OperandTransform operandSupplier() {
        return operands;
    }

    @Override
    public final RelRule.Config withOperandSupplier(RelRule.OperandTransform transform) {
        return this;
    }
}
