// The `main.ts` of a project as `cdk8s init` makes it; the bench runs it in a folder of its own.
import { plainTeam } from './plain-team';
import { TRIO } from './sizes';
import { appOf } from './team';
import { trio } from './trio';

const objects = Number(process.env.OBJECTS);
appOf(objects, objects === TRIO ? trio : plainTeam).synth();
