export default (parameters) => parameters;
