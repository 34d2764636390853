package org.cairndb.planner.rel;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.Profile;
import org.cairndb.planner.rex.DatomTypes;
import org.jspecify.annotations.Nullable;

/** A relational operator that runs on batches of columns. */
public interface DatomRel extends RelNode {
    /** The convention of these operators. */
    Convention CONVENTION = new Convention.Impl("DATOM", DatomRel.class);

    /** Says that no input is streamed. */
    int NO_INPUT = -1;

    /** The input whose rows are handled one after the other, in order and each without regard to the others; NO_INPUT if there is none. */
    default int streamedInput() {
        return NO_INPUT;
    }

    /** What runs the operator; made once a plan. */
    OperatorFactory toFactory();

    /** What runs a rel of ours; measured in executions that are profiled, if the plan was made for that. */
    static OperatorFactory factoryOf(RelNode rel) {
        OperatorFactory factory = ((DatomRel) rel).toFactory();
        Optional<PlanPlaces> places = rel.getCluster().getPlanner().getContext().maybeUnwrap(PlanPlaces.class);
        if (places.isEmpty()) {
            return factory;
        }
        int place = places.get().of(rel);
        return context -> {
            @Nullable Profile profile = context.profile();
            return profile == null ? factory.create(context) : profile.measured(place, factory, context);
        };
    }

    /** The run-time types of a rel's columns. */
    static List<ColumnType> columnTypes(RelNode rel) {
        return rel.getRowType().getFieldList().stream()
                .map(RelDataTypeField::getType)
                .map(DatomTypes::columnType)
                .toList();
    }
}
