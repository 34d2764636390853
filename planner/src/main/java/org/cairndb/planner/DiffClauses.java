package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rel.DiffTable;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code TABLE(DIFF('table', from, to))} by a table of differences that is made for the statement, with the two states in a snapshot clause. Other
 * forms: {@code DIFF('a.table', 'b.table')} and {@code DIFF('a.table', from, 'b.table', to)} for copies of one database.
 */
final class DiffClauses extends SqlShuttle {
    private static final String FUNCTION = "DIFF";

    private final CalciteSchema root;
    private final TableNames names;

    private DiffClauses(CalciteSchema root, TableNames names) {
        this.root = root;
        this.names = names;
    }

    /** The statement with tables that are added to the schemas below a root. */
    static SqlNode in(SqlNode statement, CalciteSchema root, Catalog catalog) {
        SqlNode rewritten = statement.accept(new DiffClauses(root, new TableNames(catalog)));
        return rewritten == null ? statement : rewritten;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        Optional<SqlCall> diff = diffIn(call);
        if (diff.isPresent()) {
            SqlParserPos position = call.getParserPosition();
            Difference difference = differenceOf(diff.get());
            SqlIdentifier alias = new SqlIdentifier(difference.alias(), position);
            return SqlStdOperatorTable.AS.createCall(position, difference.clause(), alias);
        }
        if (call.getKind() != SqlKind.AS || diffIn(call.operand(0)).isEmpty()) {
            return super.visit(call);
        }
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, differenceOf(diffIn(call.operand(0)).get()).clause());
        return call.getOperator().createCall(call.getParserPosition(), operands);
    }

    /** The call of DIFF in a table function, if it is one. */
    private static Optional<SqlCall> diffIn(SqlNode node) {
        return node.getKind() == SqlKind.COLLECTION_TABLE
                        && ((SqlCall) node).operand(0) instanceof SqlCall function
                        && function.getOperator().getName().equalsIgnoreCase(FUNCTION)
                ? Optional.of(function)
                : Optional.empty();
    }

    /** A difference as it stands in FROM, and the name that it has where the statement gives none. */
    private record Difference(SqlNode clause, String alias) {}

    /** A table and the point in it, or null for the state that the session reads. */
    private record State(DatomTable table, @Nullable SqlNode point) {}

    private Difference differenceOf(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        return switch (operands.size()) {
            case 2 -> {
                State from = new State(tableIn(operands.get(0)), null);
                yield difference(from, new State(tableIn(operands.get(1)), null), call);
            }
            case 3 -> {
                DatomTable table = tableIn(operands.get(0));
                yield difference(new State(table, operands.get(1)), new State(table, operands.get(2)), call);
            }
            case 4 -> {
                State from = new State(tableIn(operands.get(0)), operands.get(1));
                yield difference(from, new State(tableIn(operands.get(2)), operands.get(3)), call);
            }
            default -> throw malformed(call);
        };
    }

    private DatomTable tableIn(SqlNode operand) {
        if (operand instanceof SqlCharStringLiteral literal) {
            return names.find(literal.getValueAs(String.class), operand.getParserPosition());
        }
        throw malformed(operand);
    }

    private Difference difference(State from, State to, SqlCall call) {
        String tableName = from.table.name();
        if (!tableName.equalsIgnoreCase(to.table.name())) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "DIFF compares one table; \"%s\" and \"%s\" are two (%s)"
                            .formatted(tableName, to.table.name(), place(call)));
        }
        boolean isOfOne = from.table.database().equals(to.table.database());
        String name = tableName + "$diff" + (isOfOne ? "" : "$" + to.table.database());
        List<DatomTable> tables = isOfOne ? List.of(from.table) : List.of(from.table, to.table);
        DiffTable diff = DiffTable.of(name, tables)
                .orElseThrow(() -> new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "DIFF compares tables of entities, of links and of datoms; \"%s\" is none of them (%s)"
                                .formatted(tableName, place(call))));
        schemaOf(from.table).add(name, diff);
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> points = new ArrayList<>();
        addState(from, points, position);
        addState(to, points, position);
        SqlIdentifier table = new SqlIdentifier(List.of(from.table.database(), name), position);
        SqlNode clause = new SqlSnapshot(position, table, SnapshotFunctions.DIFF.createCall(position, points));
        return new Difference(clause, tableName);
    }

    private CalciteSchema schemaOf(DatomTable table) {
        CalciteSchema schema = root.getSubSchema(table.database(), true);
        if (schema == null) {
            throw new IllegalStateException("No schema \"" + table.database() + "\"");
        }
        return schema;
    }

    private static void addState(State state, List<SqlNode> points, SqlParserPos position) {
        points.add(SqlLiteral.createCharString(state.table.database(), position));
        if (state.point != null) {
            points.add(state.point instanceof SqlDynamicParam ? text(state.point) : state.point);
        }
    }

    /** A parameter may be a time, a number or a name; all of them have a text that tells. */
    private static SqlNode text(SqlNode parameter) {
        SqlParserPos position = parameter.getParserPosition();
        SqlDataTypeSpec type = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position);
        return SqlStdOperatorTable.CAST.createCall(position, parameter, type);
    }

    private static String place(SqlNode node) {
        SqlParserPos position = node.getParserPosition();
        return "at line %d, column %d".formatted(position.getLineNum(), position.getColumnNum());
    }

    private static CairnException malformed(SqlNode node) {
        return new CairnException(
                ErrorCode.SQL_INVALID,
                "DIFF takes the name of a table in quotes and two points, such as DIFF('catalog.product', 'main~3', 'main'); for two copies name the table and perhaps a point of each (%s)"
                        .formatted(place(node)));
    }

    /** Finds tables by names that stand in text. */
    private record TableNames(Catalog catalog) {
        DatomTable find(String text, SqlParserPos position) {
            List<DatomTable> found = catalog.schemas().stream()
                    .flatMap(schema -> schema.datomTables().stream())
                    .filter(table -> isNamed(table, text.replace("\"", "")))
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new CairnException(
                    ErrorCode.NO_SUCH_TABLE,
                    "There is no table \"%s\" (at line %d, column %d); name it with its schema, such as 'catalog.product'"
                            .formatted(text, position.getLineNum(), position.getColumnNum()));
        }

        private boolean isNamed(DatomTable table, String name) {
            boolean needsNoSchema = catalog.defaultSchema()
                    .filter(schema -> schema.equalsIgnoreCase(table.database()))
                    .isPresent();
            String wanted = name.toLowerCase(Locale.ROOT);
            String own = table.name().toLowerCase(Locale.ROOT);
            return wanted.equals(table.database().toLowerCase(Locale.ROOT) + "." + own)
                    || (needsNoSchema && wanted.equals(own));
        }
    }
}
