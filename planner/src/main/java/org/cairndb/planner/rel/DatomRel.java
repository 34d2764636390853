package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;

/** A relational operator that runs on batches of columns. */
public interface DatomRel extends RelNode {
    /** The convention of these operators. */
    Convention CONVENTION = new Convention.Impl("DATOM", DatomRel.class);

    /** What runs the operator; made once a plan. */
    OperatorFactory toFactory();

    /** The run-time types of a rel's columns. */
    static List<ColumnType> columnTypes(RelNode rel) {
        return rel.getRowType().getFieldList().stream()
                .map(RelDataTypeField::getType)
                .map(DatomTypes::columnType)
                .toList();
    }
}
