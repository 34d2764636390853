"""Works as LibreOffice Base does: a data source, its tables and columns, queries through rows and composers; answers lines."""
import sys
import time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sdb.CommandType import COMMAND, TABLE


def setting(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def make_source(context, url, driver, class_path, file):
    databases = context.ServiceManager.createInstanceWithContext("com.sun.star.sdb.DatabaseContext", context)
    source = databases.createInstance()
    source.URL = url
    source.Info = (setting("JavaDriverClass", driver), setting("JavaDriverClassPath", class_path))
    source.DatabaseDocument.storeAsURL(file, ())
    return databases.getByName(file)


def print_tables(connection):
    tables = connection.Tables
    for name in tables.ElementNames:
        table = tables.getByName(name)
        columns = ["%s %s" % (c.Name, c.TypeName) for c in (table.Columns.getByName(n) for n in table.Columns.ElementNames)]
        print("table|%s|%s|%s" % (name, table.Type, ", ".join(columns)))


def print_keys(connection, name):
    for key in connection.Tables.getByName(name).Keys:
        print("key|%s|%s|%s" % (name, key.Type, ", ".join(key.Columns.ElementNames)))


def print_rows(context, connection, kind, command, filter="", order=""):
    rows = context.ServiceManager.createInstanceWithContext("com.sun.star.sdb.RowSet", context)
    rows.ActiveConnection = connection
    rows.CommandType = kind
    rows.Command = command
    rows.Filter = filter
    rows.ApplyFilter = filter != ""
    rows.Order = order
    rows.execute()
    while rows.next():
        print("row|" + "|".join(rows.getString(i + 1) for i in range(rows.Columns.Count)))
    rows.dispose()


def print_prepared(connection, sql, value):
    statement = connection.prepareStatement(sql)
    statement.setString(1, value)
    rows = statement.executeQuery()
    while rows.next():
        print("prepared|%s|%s" % (rows.getString(1), rows.getDouble(2)))
    statement.close()


def scroll(context, connection, command):
    rows = context.ServiceManager.createInstanceWithContext("com.sun.star.sdb.RowSet", context)
    rows.ActiveConnection = connection
    rows.CommandType = COMMAND
    rows.Command = command
    rows.execute()
    rows.last()
    last = rows.getRow()
    rows.absolute(2)
    print("scroll|%d|%s" % (last, rows.getString(1)))
    rows.dispose()


def main(pipe, url, driver, class_path, file):
    context = connect(pipe)
    connection = make_source(context, url, driver, class_path, file).getConnection("", "")
    print("product|%s|%s" % (connection.MetaData.DatabaseProductName, connection.MetaData.DriverName))
    print_tables(connection)
    album = [n for n in connection.Tables.ElementNames if n.endswith("Album")][0]
    print_keys(connection, album)
    print_rows(context, connection, TABLE, album, "\"Title\" LIKE 'B%'", "\"Title\" DESC")
    print_rows(context, connection, COMMAND, "SELECT COUNT(*), SUM(\"Total\"), MAX(\"InvoiceDate\") FROM \"Invoice\"")
    print_prepared(connection, "SELECT \"BillingCity\", SUM(\"Total\") FROM \"Invoice\" WHERE \"BillingCountry\" = ? GROUP BY \"BillingCity\" ORDER BY 1", "Portugal")
    scroll(context, connection, "SELECT \"Name\" FROM \"Genre\" ORDER BY \"GenreId\"")
    connection.close()
    print("end")


main(*sys.argv[1:])
