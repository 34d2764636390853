package org.cairndb.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.cairndb.planner.rel.DatomTable;
import org.jspecify.annotations.Nullable;

/**
 * Validates a statement. The expansion of names copies expressions, parameters in them included, and nested expressions are typed from the outside; here a
 * parameter has one type wherever it stands, and none yet where it is asked for too early.
 */
final class StatementValidator extends SqlValidatorImpl {
    private final Map<Integer, RelDataType> parameterTypes = new HashMap<>();

    StatementValidator(
            SqlOperatorTable operators, CalciteCatalogReader catalog, RelDataTypeFactory typeFactory, Config config) {
        super(operators, catalog, typeFactory, config);
    }

    @Override
    protected @Nullable SqlNode performUnconditionalRewrites(@Nullable SqlNode node, boolean underFrom) {
        SqlNode ours = DialectCalls.ours(node);
        return super.performUnconditionalRewrites(ours == null ? null : SessionFunctions.simple(ours), underFrom);
    }

    @Override
    protected void inferUnknownTypes(RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
        boolean isOpen = node instanceof SqlDynamicParam && inferredType.equals(unknownType);
        super.inferUnknownTypes(isOpen ? text() : inferredType, scope, node);
        RelDataType type = node instanceof SqlDynamicParam ? super.getValidatedNodeTypeIfKnown(node) : null;
        if (type != null && node instanceof SqlDynamicParam parameter && !type.equals(unknownType)) {
            parameterTypes.putIfAbsent(parameter.getIndex(), type);
        }
    }

    @Override
    public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
        if (expression instanceof SqlCall cast && OpenDecimals.isCast(cast)) {
            OpenDecimals.close(cast, super.deriveType(scope, cast.operand(0)));
        }
        return super.deriveType(scope, expression);
    }

    /** Gives a parameter another type than the one inferred so far. */
    void setParameterType(SqlDynamicParam parameter, SqlTypeName name) {
        RelDataType type =
                getTypeFactory().createTypeWithNullability(getTypeFactory().createSqlType(name), true);
        parameterTypes.put(parameter.getIndex(), type);
        setValidatedNodeType(parameter, type);
    }

    /** The type of a parameter of which nothing else tells one. */
    private RelDataType text() {
        return getTypeFactory().createTypeWithNullability(getTypeFactory().createSqlType(SqlTypeName.VARCHAR), true);
    }

    @Override
    public @Nullable RelDataType getValidatedNodeTypeIfKnown(SqlNode node) {
        RelDataType known = super.getValidatedNodeTypeIfKnown(node);
        boolean isOpen = known == null || known.equals(unknownType);
        return isOpen && node instanceof SqlDynamicParam parameter
                ? parameterTypes.getOrDefault(parameter.getIndex(), known)
                : known;
    }

    @Override
    public RelDataType getValidatedNodeType(SqlNode node) {
        if (!(node instanceof SqlDynamicParam)) {
            return super.getValidatedNodeType(node);
        }
        RelDataType known = getValidatedNodeTypeIfKnown(node);
        return known == null ? unknownType : known;
    }

    /** Hidden columns of tables are in no star. */
    @Override
    protected void addToSelectList(
            List<SqlNode> list,
            Set<String> aliases,
            List<Map.Entry<String, RelDataType>> fields,
            SqlNode expanded,
            SelectScope scope,
            boolean includeSystemVars) {
        if (!(expanded instanceof SqlIdentifier column && isHidden(column, scope))) {
            super.addToSelectList(list, aliases, fields, expanded, scope, includeSystemVars);
        }
    }

    private boolean isHidden(SqlIdentifier column, SelectScope scope) {
        if (column.names.size() < 2 || !DatomTable.isHidden(column.names.get(column.names.size() - 1))) {
            return false;
        }
        SqlValidatorScope.ResolvedImpl resolved = new SqlValidatorScope.ResolvedImpl();
        scope.resolve(column.skipLast(1).names, getCatalogReader().nameMatcher(), true, resolved);
        return resolved.count() == 1 && isTable(resolved.only().namespace.getNode());
    }

    /** Whether a table reference is a table, perhaps with a snapshot clause and an alias. */
    private boolean isTable(@Nullable SqlNode reference) {
        if (reference instanceof SqlCall call && (call.getKind() == SqlKind.AS || call.getKind() == SqlKind.SNAPSHOT)) {
            return isTable(call.operand(0));
        }
        @Nullable SqlValidatorNamespace namespace = reference instanceof SqlIdentifier ? getNamespace(reference) : null;
        return namespace != null && namespace.getTable() != null;
    }

    /** One type a parameter, also where the parameter stands in several places because a query was written out several times. */
    @Override
    public RelDataType getParameterRowType(SqlNode query) {
        Map<Integer, RelDataType> types = new TreeMap<>();
        query.accept(new SqlBasicVisitor<Void>() {
            @Override
            public @Nullable Void visit(SqlDynamicParam parameter) {
                RelDataType type = getValidatedNodeType(parameter);
                types.merge(parameter.getIndex(), type, (a, b) -> a.equals(unknownType) ? b : a);
                return null;
            }
        });
        RelDataTypeFactory.Builder builder = getTypeFactory().builder();
        types.forEach((index, type) -> builder.add("?" + index, type));
        return builder.build();
    }
}
