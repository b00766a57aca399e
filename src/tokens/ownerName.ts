/** The name of an account or organization; managed users have an underscore before their company's short name. */
export const ownerNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
