// The tests' own way to synthesize and to read policies: one reading of the templates, not two.
export { ofType, plainId, synthesize, type TemplateJson } from '../../test/infra/kit.ts';
export { type Permission, permissionsIn } from '../../test/infra/permissions.ts';
