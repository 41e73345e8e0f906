import definition from '../../../../resources/bedrock/model-invocation-logging-configuration.ts';
import { singletonLister } from '../_singleton.ts';

export default singletonLister(definition);
