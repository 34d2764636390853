package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Puts tables with the columns that a snapshot clause asks for in the place of those with the columns of the current state, under the name of the first: a
 * range of time has columns more; a state of the past may have attributes that were retired since, and a version that the statement spells out may be one
 * of another branch.
 */
final class TimeClauses extends SqlShuttle {
    private final Catalog catalog;
    private final CalciteSchema root;
    private final LiteralVersions versions;
    /** Tables replaced where they stood without an alias, as they may be named in front of columns. */
    private final Set<String> renamed = new TreeSet<>();

    private int pastTables;

    private TimeClauses(Catalog catalog, CalciteSchema root, LiteralVersions versions) {
        this.catalog = catalog;
        this.root = root;
        this.versions = versions;
    }

    /** The statement with such tables, which are added to the schemas below a root. */
    static SqlNode in(SqlNode statement, Catalog catalog, CalciteSchema root, LiteralVersions versions) {
        TimeClauses clauses = new TimeClauses(catalog, root, versions);
        SqlNode rewritten = clauses.rewritten(statement, clauses);
        return clauses.renamed.isEmpty() ? rewritten : clauses.rewritten(rewritten, clauses.new ColumnNames());
    }

    private SqlNode rewritten(SqlNode node, SqlShuttle by) {
        SqlNode rewritten = node.accept(by);
        return rewritten == null ? node : rewritten;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.AS && call.operand(0) instanceof SqlSnapshot snapshot) {
            Optional<SqlSnapshot> other = replaced(snapshot);
            if (other.isPresent()) {
                List<SqlNode> operands = new ArrayList<>(call.getOperandList());
                operands.set(0, other.get());
                return call.getOperator().createCall(call.getParserPosition(), operands);
            }
        } else if (call instanceof SqlSnapshot snapshot) {
            Optional<SqlSnapshot> other = replaced(snapshot);
            if (other.isPresent()) {
                SqlIdentifier table = (SqlIdentifier) snapshot.getTableRef();
                SqlNode alias = new SqlIdentifier(lastName(table), table.getParserPosition());
                renamed.add(String.join(".", table.names).toLowerCase(Locale.ROOT));
                return SqlStdOperatorTable.AS.createCall(call.getParserPosition(), other.get(), alias);
            }
        }
        return super.visit(call);
    }

    private Optional<SqlSnapshot> replaced(SqlSnapshot snapshot) {
        if (isRange(snapshot)) {
            return Optional.of(ofVersions(snapshot));
        }
        return snapshot.getTableRef() instanceof SqlIdentifier table ? ofPast(snapshot, table) : Optional.empty();
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
        return at(snapshot, new SqlIdentifier(names, table.getParserPosition()));
    }

    /** The table at a point, if it has other columns there than the current one. */
    private Optional<SqlSnapshot> ofPast(SqlSnapshot snapshot, SqlIdentifier table) {
        Optional<DatomSchema> schema = catalog.schemaOf(table);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        Optional<DatomTable> now = schema.get().table(lastName(table));
        Optional<DatomTable> then =
                versions.tables(schema.get(), snapshot.getPeriod()).table(lastName(table));
        if (then.isEmpty() || now.filter(then.get()::hasColumnsOf).isPresent()) {
            return Optional.empty();
        }
        String name = DatomSchema.pastOf(then.get().name(), pastTables++);
        CalciteSchema database = root.getSubSchema(schema.get().name(), true);
        if (database == null) {
            throw new IllegalStateException("No schema \"" + schema.get().name() + "\"");
        }
        database.add(name, then.get());
        SqlParserPos position = table.getParserPosition();
        return Optional.of(at(snapshot, new SqlIdentifier(List.of(schema.get().name(), name), position)));
    }

    private static SqlSnapshot at(SqlSnapshot snapshot, SqlIdentifier table) {
        return new SqlSnapshot(snapshot.getParserPosition(), table, snapshot.getPeriod());
    }

    private static String lastName(SqlIdentifier identifier) {
        return identifier.names.get(identifier.names.size() - 1);
    }

    /** Takes the schema away from columns that are named with it, where their table has only an alias now. */
    private final class ColumnNames extends SqlShuttle {
        @Override
        public SqlNode visit(SqlIdentifier id) {
            int last = id.names.size() - 1;
            boolean isRenamed = last >= 2
                    && renamed.contains(
                            String.join(".", id.names.subList(0, last)).toLowerCase(Locale.ROOT));
            return isRenamed ? id.getComponent(last - 1, last + 1) : id;
        }
    }
}
