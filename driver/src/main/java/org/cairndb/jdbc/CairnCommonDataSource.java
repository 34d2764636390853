package org.cairndb.jdbc;

import java.io.PrintWriter;
import java.io.Serial;
import java.io.Serializable;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;

/**
 * What data sources have in common: a URL, and a bean property for every key of docs/url.md. Properties count where the URL
 * does not have the same key. Thread-safe once it is configured.
 */
public abstract class CairnCommonDataSource implements Referenceable, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String URL = "url";
    private static final String LOGIN_TIMEOUT = "loginTimeout";

    private final TreeMap<String, String> values = new TreeMap<>();
    private String url = ConnectionUrl.PREFIX;
    private int loginTimeout;
    private transient volatile @Nullable PrintWriter logWriter;

    CairnCommonDataSource() {}

    /** Opens a connection; a user or password given here wins over the properties. */
    CairnConnection open(@Nullable String user, @Nullable String password) throws SQLException {
        var properties = new Properties();
        properties.putAll(values);
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        try {
            return CairnDriver.open(url, properties, loginTimeout);
        } catch (SQLException e) {
            PrintWriter log = logWriter;
            if (log != null) {
                log.println("Cannot connect to %s: %s".formatted(getUrl(), e.getMessage()));
                log.flush();
            }
            throw e;
        }
    }

    private void put(String key, @Nullable String value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** The URL, without the secrets in it. */
    public String getUrl() {
        return UrlText.withoutSecrets(url);
    }

    /**
     * Sets the URL.
     *
     * @throws IllegalArgumentException if it is not for this driver
     */
    public void setUrl(String newUrl) {
        if (!ConnectionUrl.isOurs(newUrl)) {
            throw new IllegalArgumentException("The URL does not begin with " + ConnectionUrl.PREFIX);
        }
        url = newUrl;
    }

    public @Nullable String getAsOf() {
        return values.get("asOf");
    }

    public void setAsOf(@Nullable String value) {
        put("asOf", value);
    }

    public @Nullable String getSnapshot() {
        return values.get("snapshot");
    }

    public void setSnapshot(@Nullable String value) {
        put("snapshot", value);
    }

    public @Nullable String getMaxStaleness() {
        return values.get("maxStaleness");
    }

    public void setMaxStaleness(@Nullable String value) {
        put("maxStaleness", value);
    }

    public @Nullable String getMaxQueryMemory() {
        return values.get("maxQueryMemory");
    }

    public void setMaxQueryMemory(@Nullable String value) {
        put("maxQueryMemory", value);
    }

    public @Nullable String getSpillDirectory() {
        return values.get("spillDirectory");
    }

    public void setSpillDirectory(@Nullable String value) {
        put("spillDirectory", value);
    }

    public @Nullable String getThreads() {
        return values.get("threads");
    }

    public void setThreads(@Nullable String value) {
        put("threads", value);
    }

    public @Nullable String getTimeZone() {
        return values.get("timeZone");
    }

    public void setTimeZone(@Nullable String value) {
        put("timeZone", value);
    }

    public @Nullable String getWarmUp() {
        return values.get("warmUp");
    }

    public void setWarmUp(@Nullable String value) {
        put("warmUp", value);
    }

    public @Nullable String getRegion() {
        return values.get("region");
    }

    public void setRegion(@Nullable String value) {
        put("region", value);
    }

    public @Nullable String getEndpoint() {
        return values.get("endpoint");
    }

    public void setEndpoint(@Nullable String value) {
        put("endpoint", value);
    }

    public @Nullable String getPathStyle() {
        return values.get("pathStyle");
    }

    public void setPathStyle(@Nullable String value) {
        put("pathStyle", value);
    }

    public @Nullable String getAccessKeyId() {
        return values.get("accessKeyId");
    }

    public void setAccessKeyId(@Nullable String value) {
        put("accessKeyId", value);
    }

    public @Nullable String getSecretAccessKey() {
        return values.get("secretAccessKey");
    }

    public void setSecretAccessKey(@Nullable String value) {
        put("secretAccessKey", value);
    }

    public @Nullable String getSessionToken() {
        return values.get("sessionToken");
    }

    public void setSessionToken(@Nullable String value) {
        put("sessionToken", value);
    }

    public @Nullable String getProfile() {
        return values.get("profile");
    }

    public void setProfile(@Nullable String value) {
        put("profile", value);
    }

    public @Nullable String getAnonymous() {
        return values.get("anonymous");
    }

    public void setAnonymous(@Nullable String value) {
        put("anonymous", value);
    }

    public @Nullable String getEncryption() {
        return values.get("encryption");
    }

    public void setEncryption(@Nullable String value) {
        put("encryption", value);
    }

    public @Nullable String getKmsKey() {
        return values.get("kmsKey");
    }

    public void setKmsKey(@Nullable String value) {
        put("kmsKey", value);
    }

    public @Nullable String getChecksums() {
        return values.get("checksums");
    }

    public void setChecksums(@Nullable String value) {
        put("checksums", value);
    }

    public @Nullable String getEntityTags() {
        return values.get("entityTags");
    }

    public void setEntityTags(@Nullable String value) {
        put("entityTags", value);
    }

    public @Nullable String getConcurrency() {
        return values.get("concurrency");
    }

    public void setConcurrency(@Nullable String value) {
        put("concurrency", value);
    }

    public @Nullable String getRequestTimeout() {
        return values.get("requestTimeout");
    }

    public void setRequestTimeout(@Nullable String value) {
        put("requestTimeout", value);
    }

    public @Nullable String getHedge() {
        return values.get("hedge");
    }

    public void setHedge(@Nullable String value) {
        put("hedge", value);
    }

    public @Nullable String getUser() {
        return values.get("user");
    }

    public void setUser(@Nullable String value) {
        put("user", value);
    }

    public @Nullable String getPassword() {
        return values.get("password");
    }

    public void setPassword(@Nullable String value) {
        put("password", value);
    }

    public @Nullable String getSchema() {
        return values.get("schema");
    }

    public void setSchema(@Nullable String value) {
        put("schema", value);
    }

    public @Nullable String getName() {
        return values.get("name");
    }

    public void setName(@Nullable String value) {
        put("name", value);
    }

    public @Nullable String getSsl() {
        return values.get("ssl");
    }

    public void setSsl(@Nullable String value) {
        put("ssl", value);
    }

    public @Nullable String getPoolSize() {
        return values.get("poolSize");
    }

    public void setPoolSize(@Nullable String value) {
        put("poolSize", value);
    }

    public @Nullable String getCacheDirectory() {
        return values.get("cacheDirectory");
    }

    public void setCacheDirectory(@Nullable String value) {
        put("cacheDirectory", value);
    }

    public @Nullable String getCacheSize() {
        return values.get("cacheSize");
    }

    public void setCacheSize(@Nullable String value) {
        put("cacheSize", value);
    }

    public int getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The driver does not log through java.util.logging");
    }

    /** For naming services; it holds the URL and the properties, secrets included. */
    @Override
    public Reference getReference() throws NamingException {
        var reference = new Reference(getClass().getName(), CairnDataSourceFactory.class.getName(), null);
        reference.add(new StringRefAddr(URL, url));
        reference.add(new StringRefAddr(LOGIN_TIMEOUT, Integer.toString(loginTimeout)));
        values.forEach((key, value) -> reference.add(new StringRefAddr(key, value)));
        return reference;
    }

    /** Takes over what a reference says. */
    void configure(Map<String, String> addresses) {
        addresses.forEach((key, value) -> {
            switch (key) {
                case URL -> setUrl(value);
                case LOGIN_TIMEOUT -> setLoginTimeout(Integer.parseInt(value));
                default -> put(key, value);
            }
        });
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + getUrl() + "]";
    }
}
