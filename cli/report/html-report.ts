// The bundler names a lazy module by its file: there is an index already.
export { htmlReport } from '../../reports/html/index.ts';
