package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Lets tables with a range of time mean the versions of their rows, which have more columns: the table with those is put in place, under the name of the first. */
final class TimeClauses extends SqlShuttle {
    private TimeClauses() {}

    /** The statement with tables of versions. */
    static SqlNode in(SqlNode statement) {
        SqlNode rewritten = statement.accept(new TimeClauses());
        return rewritten == null ? statement : rewritten;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.AS && call.operand(0) instanceof SqlSnapshot snapshot && isRange(snapshot)) {
            List<SqlNode> operands = new ArrayList<>(call.getOperandList());
            operands.set(0, ofVersions(snapshot));
            return new SqlBasicCall(SqlStdOperatorTable.AS, operands, call.getParserPosition());
        }
        if (call instanceof SqlSnapshot snapshot && isRange(snapshot)) {
            SqlSnapshot versions = ofVersions(snapshot);
            SqlParserPos position = snapshot.getTableRef().getParserPosition();
            SqlNode alias = new SqlIdentifier(lastName((SqlIdentifier) snapshot.getTableRef()), position);
            return SqlStdOperatorTable.AS.createCall(call.getParserPosition(), versions, alias);
        }
        return super.visit(call);
    }

    private static boolean isRange(SqlSnapshot snapshot) {
        return snapshot.getPeriod() instanceof SqlCall period
                && SnapshotFunctions.isRange(period.getOperator().getName());
    }

    private static SqlSnapshot ofVersions(SqlSnapshot snapshot) {
        if (!(snapshot.getTableRef() instanceof SqlIdentifier table)) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED,
                    "A range of time stands after a table; move it inside the subquery to its tables");
        }
        List<String> names = new ArrayList<>(table.names);
        names.set(names.size() - 1, DatomSchema.versionsOf(lastName(table)));
        SqlIdentifier versions = new SqlIdentifier(names, table.getParserPosition());
        return new SqlSnapshot(snapshot.getParserPosition(), versions, snapshot.getPeriod());
    }

    private static String lastName(SqlIdentifier identifier) {
        return identifier.names.get(identifier.names.size() - 1);
    }
}
