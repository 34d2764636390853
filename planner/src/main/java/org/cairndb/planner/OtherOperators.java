package org.cairndb.planner;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The operators of a table, without functions of whose name there is one in another table; so that a name means one function. */
final class OtherOperators implements SqlOperatorTable {
    private final SqlOperatorTable table;
    private final Set<String> names;

    OtherOperators(SqlOperatorTable table, SqlOperatorTable preferred) {
        this.table = table;
        this.names =
                preferred.getOperatorList().stream().map(SqlOperator::getName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> operators,
            SqlNameMatcher nameMatcher) {
        boolean isPreferred = name.isSimple() && names.contains(name.getSimple().toUpperCase(Locale.ROOT));
        if (!isPreferred) {
            table.lookupOperatorOverloads(name, category, syntax, operators, nameMatcher);
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return table.getOperatorList().stream()
                .filter(operator -> !names.contains(operator.getName()))
                .toList();
    }
}
