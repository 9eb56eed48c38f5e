import { defineFacts } from './list.ts'

export interface Technology {
  id: string
  /** Month from which somebody outside its makers could have worked with it or read of it, `YYYY-MM`. */
  since: string
  /** Spellings in lower case: found as whole words, whatever the capitals. */
  names: readonly string[]
  /** Ordinary words or names too: found with these capitals only, and not as the first word of a sentence. */
  exact?: readonly string[]
  source: string
}

/** One a line: id, month, names, exact spellings, source (`w:` is an article of the English Wikipedia). */
const rows = `
java; 1995-03; ; Java; w:Java_(programming_language)
javascript; 1995-09; javascript; ; w:JavaScript
typescript; 2012-10; typescript; ; w:TypeScript
python; 1991-02; python; ; w:Python_(programming_language)
python-3; 2006-04; python 3 | python3; ; w:History_of_Python
php; 1995-06; php; ; w:PHP
php-7; 2014-07; php 7 | php7; ; w:PHP
c-sharp; 2000-06; c#; ; w:C_Sharp_(programming_language)
dotnet; 2000-06; .net | asp.net | vb.net | ado.net; ; w:.NET_Framework
dotnet-core; 2014-05; .net core | asp.net core; ; w:.NET
aspnet-mvc; 2007-10; asp.net mvc; ; w:ASP.NET_MVC
blazor; 2017-06; blazor; ; w:Blazor
entity-framework; 2006-06; entity framework; ; w:Entity_Framework
linq; 2005-09; ; LINQ; w:Language_Integrated_Query
signalr; 2011-08; signalr; ; w:SignalR
silverlight; 2006-12; silverlight; ; w:Microsoft_Silverlight
dotnet-maui; 2020-05; .net maui; ; https://devblogs.microsoft.com/dotnet/introducing-net-multi-platform-app-ui/
golang; 2009-11; golang | go (language) | go language | go programming language; ; w:Go_(programming_language)
rust; 2010-07; rustlang | rust-lang | rust (language) | rust programming language; ; w:Rust_(programming_language)
swift; 2014-06; swift 2 | swift 3 | swift 4 | swift 5 | swift (language) | swift programming language | swift/objective-c | objective-c/swift | swift and objective-c | objective-c and swift; ; w:Swift_(programming_language)
swiftui; 2019-06; swiftui; ; w:SwiftUI
kotlin; 2011-07; kotlin; ; w:Kotlin_(programming_language)
kotlin-multiplatform; 2017-04; kotlin multiplatform; ; https://blog.jetbrains.com/kotlin/2017/04/kotlinnative-tech-preview-kotlin-without-a-vm/
scala; 2004-01; ; Scala; w:Scala_(programming_language)
clojure; 2007-10; clojure; ; w:Clojure
elixir; 2011-01; elixir/phoenix | elixir (language); ; w:Elixir_(programming_language)
dart; 2011-09; dart/flutter | flutter/dart | dart (language); ; w:Dart_(programming_language)
julia; 2012-02; julialang | julia (language) | julia programming language; ; w:Julia_(programming_language)
groovy; 2003-08; ; Groovy; w:Apache_Groovy
powershell; 2003-10; powershell; ; w:PowerShell
webassembly; 2015-06; webassembly; WASM | Wasm; w:WebAssembly
solidity; 2014-08; ; Solidity; w:Solidity
coffeescript; 2009-12; coffeescript; ; w:CoffeeScript
cpp-11; 2011-03; c++11; ; w:C++11
cpp-14; 2012-10; c++14; ; w:C++14
cpp-17; 2013-10; c++17; ; w:C++17
cpp-20; 2017-03; c++20; ; w:C++20
java-8; 2010-09; java 8 | jdk 8; ; w:Java_version_history
java-11; 2017-09; java 11 | jdk 11; ; w:Java_version_history
java-17; 2020-06; java 17 | jdk 17; ; w:Java_version_history
java-21; 2022-06; java 21 | jdk 21; ; w:Java_version_history
jquery; 2006-01; jquery; ; w:JQuery
ajax; 2005-02; ; AJAX; w:Ajax_(programming)
html5; 2007-04; html5; ; w:HTML5
scss; 2010-02; scss; ; w:Sass_(style_sheet_language)
angularjs; 2009-06; angularjs | angular.js | angular js; ; w:AngularJS
angular-2; 2014-03; angular 2 | angular 2+ | angular2; ; w:Angular_(web_framework)
react; 2013-05; react.js | reactjs | react js | react/redux; React; w:React_(software)
react-native; 2015-01; react native; ; w:React_Native
react-hooks; 2018-10; react hooks; ; https://legacy.reactjs.org/docs/hooks-intro.html
redux; 2015-05; redux.js | reduxjs | redux toolkit | redux-saga | redux saga; Redux; w:Redux_(JavaScript_library)
nextjs; 2016-10; next.js | nextjs; ; w:Next.js
nuxt; 2016-10; nuxt.js | nuxtjs | nuxt; ; w:Nuxt
gatsby; 2015-05; gatsby.js | gatsbyjs; ; w:Gatsby_(JavaScript_framework)
vue; 2013-07; vue.js | vuejs | vue 2 | vue 3 | vue cli | react/vue | vue/react | vue and react | react and vue; ; w:Vue.js
vuex; 2015-07; vuex; ; https://github.com/vuejs/vuex
svelte; 2016-11; svelte.js | sveltejs; Svelte; w:Svelte
sveltekit; 2020-10; sveltekit; ; w:Svelte
ember; 2011-12; ember.js | emberjs; ; w:Ember.js
backbone; 2010-10; backbone.js | backbonejs; ; w:Backbone.js
knockout; 2010-07; knockout.js | knockoutjs; ; w:Knockout_(web_framework)
d3; 2011-02; d3.js | d3js; ; w:D3.js
threejs; 2010-04; three.js | threejs; ; w:Three.js
bootstrap; 2011-08; twitter bootstrap | bootstrap 2 | bootstrap 3 | bootstrap 4 | bootstrap 5; ; w:Bootstrap_(front-end_framework)
tailwind; 2017-10; tailwind css | tailwindcss; ; w:Tailwind_CSS
material-design; 2014-06; material design; ; w:Material_Design
material-ui; 2014-06; material-ui | material ui; ; https://github.com/mui/material-ui
webpack; 2012-02; webpack; ; w:Webpack
vite; 2020-04; vite.js | vitejs; Vite; w:Vite_(software)
parcel; 2017-12; parcel.js | parceljs; ; https://medium.com/@devongovett/announcing-parcel-a-blazing-fast-zero-configuration-web-application-bundler-feac43aac0f1
esbuild; 2020-01; esbuild; ; https://github.com/evanw/esbuild
babel; 2014-09; babel.js | babeljs; ; w:Babel_(transcompiler)
eslint; 2013-06; eslint; ; w:ESLint
prettier; 2017-01; ; Prettier; https://archive.jlongster.com/A-Prettier-Formatter
jest; 2014-05; jest.js | jestjs; Jest; w:Jest_(framework)
cypress; 2014-06; cypress.io | cypress.js | cypressjs | cypress e2e; ; w:Cypress_(software)
playwright; 2020-01; playwright test | playwright tests | playwright e2e | microsoft playwright | cypress/playwright | playwright/cypress | selenium/playwright | playwright/selenium; ; w:Playwright_(software)
puppeteer; 2017-08; puppeteer.js | google puppeteer | puppeteer/jest | jest/puppeteer | puppeteer script | puppeteer scripts; ; w:Puppeteer_(software)
selenium; 2004-01; selenium webdriver | selenium grid | selenium ide | selenium tests; ; w:Selenium_(software)
mocha; 2011-03; mocha.js | mochajs; ; w:Mocha_(JavaScript_framework)
storybook; 2016-03; storybook.js | react storybook; ; https://github.com/storybookjs/storybook
electron; 2013-01; electron.js | electronjs | atom shell; ; w:Electron_(software_framework)
graphql; 2015-01; graphql; ; w:GraphQL
apollo-graphql; 2016-03; apollo graphql | apollo client | apollo server; ; https://www.apollographql.com/blog
grpc; 2015-02; grpc; ; w:GRPC
webrtc; 2011-05; webrtc; ; w:WebRTC
websocket; 2008-06; websocket | websockets; ; w:WebSocket
pwa; 2015-06; progressive web app | progressive web apps; ; w:Progressive_web_app
nodejs; 2009-02; node.js | nodejs | node js; ; w:Node.js
express; 2009-06; express.js | expressjs; ; w:Express.js
koa; 2013-08; koa.js | koajs; ; https://koajs.com/
nestjs; 2017-02; nestjs | nest.js; ; https://github.com/nestjs/nest
fastify; 2016-09; fastify; ; https://fastify.dev/
socketio; 2010-03; socket.io; ; w:Socket.IO
rxjs; 2009-11; rxjs; ; w:ReactiveX
meteor; 2011-12; meteor.js | meteorjs; ; w:Meteor_(web_framework)
deno; 2018-05; deno.js; Deno; w:Deno_(software)
bun; 2021-04; bun.js | bunjs; ; w:Bun_(software)
astro; 2021-03; astro.js | astrojs; ; w:Astro_(web_framework)
solidjs; 2018-04; solidjs | solid.js; ; https://github.com/solidjs/solid
htmx; 2020-04; htmx; ; w:Htmx
alpinejs; 2019-11; alpine.js | alpinejs; ; https://github.com/alpinejs/alpine
rails; 2004-07; ruby on rails; ; w:Ruby_on_Rails
django; 2005-07; django rest framework; Django; w:Django_(web_framework)
flask; 2010-04; python flask | flask-restful; Flask; w:Flask_(web_framework)
fastapi; 2018-12; fastapi; ; w:FastAPI
laravel; 2011-06; laravel; ; w:Laravel
symfony; 2005-10; symfony; ; w:Symfony
codeigniter; 2006-02; codeigniter; ; w:CodeIgniter
cakephp; 2005-04; cakephp; ; w:CakePHP
zend; 2005-10; zend framework; ; w:Laminas
yii; 2008-01; yii framework | yii2; ; w:Yii
spring; 2002-10; spring framework | spring mvc; ; w:Spring_Framework
spring-boot; 2012-10; spring boot | springboot; ; w:Spring_Boot
spring-cloud; 2014-01; spring cloud; ; https://spring.io/projects/spring-cloud
webflux; 2016-02; webflux | spring webflux; ; https://spring.io/blog/2016/02/09/reactive-spring
hibernate; 2001-05; hibernate orm | jpa/hibernate | hibernate/jpa; ; w:Hibernate_(framework)
gwt; 2006-05; google web toolkit; ; w:Google_Web_Toolkit
micronaut; 2018-03; micronaut; ; w:Micronaut_(framework)
quarkus; 2018-11; quarkus; ; w:Quarkus
vertx; 2011-06; vert.x; ; w:Vert.x
akka; 2009-05; ; Akka; w:Akka_(toolkit)
dropwizard; 2011-06; dropwizard; ; https://www.dropwizard.io/
unity-3d; 2005-06; unity3d | unity 3d; ; w:Unity_(game_engine)
unreal-5; 2020-05; unreal engine 5; ; w:Unreal_Engine_5
xamarin; 2011-05; xamarin; ; w:Xamarin
flutter; 2015-04; ; Flutter; w:Flutter_(software)
ionic; 2013-11; ionic framework | ionic 2 | ionic 3 | ionic 4; ; w:Ionic_(mobile_app_framework)
phonegap; 2008-08; phonegap | apache cordova; ; w:Apache_Cordova
android; 2007-11; ; Android; w:Android_(operating_system)
android-studio; 2013-05; android studio; ; w:Android_Studio
jetpack-compose; 2019-05; jetpack compose; ; w:Jetpack_Compose
ios; 2007-01; iphone sdk; iOS | iPhone; w:IOS
ipad; 2010-01; ; iPad; w:IPad
arkit; 2017-06; arkit; ; w:ARKit
core-ml; 2017-06; core ml | coreml; ; https://www.apple.com/newsroom/2017/06/
watchos; 2014-09; watchos; ; w:WatchOS
visionos; 2023-06; visionos; ; w:VisionOS
rxjava; 2013-01; rxjava; ; https://github.com/ReactiveX/RxJava
sqlite; 2000-05; sqlite; ; w:SQLite
postgresql; 1995-05; postgresql; ; w:PostgreSQL
mysql; 1995-05; mysql; ; w:MySQL
mongodb; 2008-06; mongodb | mongo db; ; w:MongoDB
cassandra; 2008-07; apache cassandra | cassandra db | cassandradb; ; w:Apache_Cassandra
couchdb; 2005-04; couchdb; ; w:Apache_CouchDB
couchbase; 2011-02; couchbase; ; w:Couchbase_Server
redis; 2009-02; redis; ; w:Redis
neo4j; 2007-02; neo4j; ; w:Neo4j
elasticsearch; 2010-02; elasticsearch | elastic search; ; w:Elasticsearch
kibana; 2011-08; kibana; ; w:Kibana
logstash; 2009-05; logstash; ; w:Logstash
dynamodb; 2012-01; dynamodb; ; w:Amazon_DynamoDB
aurora; 2014-11; amazon aurora | aws aurora | aurora postgresql | aurora mysql; ; w:Amazon_Aurora
redshift; 2012-11; amazon redshift | aws redshift; Redshift; w:Amazon_Redshift
snowflake; 2012-07; snowsql | snowpipe | snowpark | snowflake data cloud | snowflake computing; ; w:Snowflake_Inc.
bigquery; 2010-05; bigquery | big query; ; w:BigQuery
bigtable; 2015-05; cloud bigtable; ; w:Bigtable
cloud-spanner; 2012-09; cloud spanner | google spanner; ; w:Spanner_(database)
cockroachdb; 2014-02; cockroachdb; ; w:CockroachDB
clickhouse; 2014-01; clickhouse; ; w:ClickHouse
influxdb; 2013-09; influxdb; ; w:InfluxDB
timescaledb; 2017-04; timescaledb; ; https://github.com/timescale/timescaledb
cosmos-db; 2014-08; cosmos db | cosmosdb; ; w:Cosmos_DB
duckdb; 2018-06; duckdb; ; w:DuckDB
pgvector; 2021-04; pgvector; ; https://github.com/pgvector/pgvector
hadoop; 2006-01; hadoop; ; w:Apache_Hadoop
hbase; 2006-11; hbase; ; w:Apache_HBase
hive; 2008-01; apache hive | hiveql; ; w:Apache_Hive
presto; 2012-08; prestodb | presto db; Trino; w:Presto_(SQL_query_engine)
spark; 2009-06; apache spark; ; w:Apache_Spark
pyspark; 2012-08; pyspark; ; w:Apache_Spark
spark-sql; 2013-11; spark sql | sparksql; ; w:Apache_Spark
databricks; 2013-09; databricks; ; w:Databricks
delta-lake; 2017-06; delta lake; ; w:Databricks
iceberg; 2017-06; apache iceberg; ; w:Apache_Iceberg
kafka; 2010-11; apache kafka; Kafka; w:Apache_Kafka
kafka-streams; 2015-07; kafka streams; ; https://www.confluent.io/blog/introducing-kafka-streams-stream-processing-made-simple/
flink; 2014-03; apache flink | flink sql; ; w:Apache_Flink
storm; 2011-09; apache storm; ; w:Apache_Storm
beam; 2016-01; apache beam; ; w:Apache_Beam
nifi; 2014-11; apache nifi; ; w:Apache_NiFi
airflow; 2014-10; apache airflow | airflow dag | airflow dags; ; w:Apache_Airflow
dbt; 2016-03; dbt cloud | dbt core; dbt; w:Data_build_tool
power-bi; 2010-06; power bi | powerbi; ; w:Microsoft_Power_BI
looker-studio; 2016-03; looker studio | google data studio; ; w:Looker_Studio
lookml; 2012-01; lookml; ; w:Looker_(company)
dagster; 2018-05; dagster; ; https://github.com/dagster-io/dagster
rabbitmq; 2007-02; rabbitmq; ; w:RabbitMQ
activemq; 2004-01; activemq; ; w:Apache_ActiveMQ
zookeeper; 2007-11; apache zookeeper; ; w:Apache_ZooKeeper
memcached; 2003-05; memcached; ; w:Memcached
firebase; 2011-09; firebase; ; w:Firebase
firestore; 2017-10; firestore; ; w:Firebase
supabase; 2020-01; supabase; ; w:Supabase
typeorm; 2016-02; typeorm; ; https://github.com/typeorm/typeorm
prisma; 2016-06; prisma orm | prisma client; ; https://github.com/prisma/prisma
aws; 2002-07; amazon web services; AWS; w:Amazon_Web_Services
s3; 2006-03; amazon s3 | aws s3; ; w:Amazon_S3
ec2; 2006-08; amazon ec2 | aws ec2; EC2; w:Amazon_Elastic_Compute_Cloud
sqs; 2004-11; amazon sqs | aws sqs; ; w:Amazon_Simple_Queue_Service
cloudfront; 2008-11; amazon cloudfront | aws cloudfront; ; w:Amazon_CloudFront
emr; 2009-04; elastic mapreduce | amazon emr | aws emr; ; w:Apache_Hadoop
cloudwatch; 2009-05; cloudwatch; ; https://aws.amazon.com/about-aws/whats-new/2009/05/17/monitoring-auto-scaling-elastic-load-balancing/
rds; 2009-10; amazon rds | aws rds; ; w:Amazon_Relational_Database_Service
aws-iam; 2010-09; aws iam; ; https://aws.amazon.com/blogs/aws/iam-identity-access-management/
route-53; 2010-12; route53 | aws route 53 | amazon route 53; ; w:Amazon_Route_53
beanstalk; 2011-01; elastic beanstalk; ; w:AWS_Elastic_Beanstalk
cloudformation; 2011-02; cloudformation; ; w:AWS_CloudFormation
kinesis; 2013-11; amazon kinesis | aws kinesis; ; https://aws.amazon.com/about-aws/whats-new/2013/11/14/introducing-amazon-kinesis/
lambda; 2014-11; aws lambda | lambda@edge; ; w:AWS_Lambda
ecs; 2014-11; amazon ecs | aws ecs; ; https://aws.amazon.com/about-aws/whats-new/2014/11/13/introducing-amazon-ec2-container-service/
aws-api-gateway; 2015-07; aws api gateway | amazon api gateway; ; https://aws.amazon.com/about-aws/whats-new/2015/07/introducing-amazon-api-gateway/
athena; 2016-11; amazon athena | aws athena; ; https://aws.amazon.com/about-aws/whats-new/2016/11/
step-functions; 2016-12; step functions | aws step functions; ; https://aws.amazon.com/about-aws/whats-new/2016/12/
glue; 2016-12; aws glue; ; https://aws.amazon.com/about-aws/whats-new/2016/12/
eks; 2017-11; amazon eks | aws eks; ; https://aws.amazon.com/about-aws/whats-new/2017/11/
fargate; 2017-11; fargate; ; https://aws.amazon.com/about-aws/whats-new/2017/11/
sagemaker; 2017-11; sagemaker; ; w:Amazon_SageMaker
appsync; 2017-11; appsync; ; https://aws.amazon.com/about-aws/whats-new/2017/11/
aws-cdk; 2018-07; aws cdk | aws cloud development kit; ; https://aws.amazon.com/blogs/developer/aws-cdk-developer-preview/
control-tower; 2018-11; aws control tower; ; https://aws.amazon.com/about-aws/whats-new/2018/11/
eventbridge; 2019-07; eventbridge; ; https://aws.amazon.com/about-aws/whats-new/2019/07/introducing-amazon-eventbridge/
bedrock; 2023-04; amazon bedrock | aws bedrock; ; https://aws.amazon.com/blogs/machine-learning/announcing-new-tools-for-building-with-generative-ai-on-aws/
app-engine; 2008-04; google app engine; ; w:Google_App_Engine
google-cloud; 2010-05; google cloud platform; ; w:Google_Cloud_Platform
compute-engine; 2012-06; google compute engine; ; w:Google_Compute_Engine
gke; 2014-11; google kubernetes engine; GKE; https://cloud.google.com/kubernetes-engine
cloud-functions; 2016-02; google cloud functions; ; https://cloud.google.com/functions
cloud-run; 2019-04; google cloud run | gcp cloud run; ; https://cloud.google.com/run
dataflow; 2014-06; google dataflow | cloud dataflow; ; w:Google_Cloud_Dataflow
vertex-ai; 2016-03; vertex ai; ; w:Vertex_AI
azure; 2008-10; microsoft azure | windows azure; Azure; w:Microsoft_Azure
azure-functions; 2016-03; azure functions; ; https://azure.microsoft.com/en-us/blog/introducing-azure-functions/
aks; 2015-09; azure kubernetes service; ; https://azure.microsoft.com/en-us/blog/introducing-azure-container-service-aks-managed-kubernetes-and-azure-container-registry-geo-replication/
azure-data-factory; 2014-10; azure data factory; ; https://azure.microsoft.com/en-us/products/data-factory
azure-synapse; 2015-04; azure synapse; ; https://azure.microsoft.com/en-us/products/synapse-analytics
azure-openai; 2021-11; azure openai; ; https://blogs.microsoft.com/ai/new-azure-openai-service/
microsoft-fabric; 2023-05; microsoft fabric; ; https://azure.microsoft.com/en-us/blog/introducing-microsoft-fabric-data-analytics-for-the-era-of-ai/
microsoft-teams; 2016-11; microsoft teams | ms teams; ; w:Microsoft_Teams
power-apps; 2015-11; power apps | powerapps; ; w:Microsoft_Power_Platform
vs-code; 2015-04; visual studio code | vs code | vscode; ; w:Visual_Studio_Code
office-365; 2010-10; office 365 | microsoft 365 | sharepoint online; ; w:Microsoft_365
wsl; 2016-03; windows subsystem for linux | wsl2; ; w:Windows_Subsystem_for_Linux
windows-10; 2014-09; windows 10; ; w:Windows_10
windows-11; 2021-06; windows 11; ; w:Windows_11
windows-server-2016; 2014-10; windows server 2016; ; w:Windows_Server_2016
windows-server-2019; 2018-03; windows server 2019; ; w:Windows_Server_2019
windows-server-2022; 2020-03; windows server 2022; ; w:Windows_Server_2022
git; 2005-04; ; Git; w:Git
github; 2007-10; github; ; w:GitHub
github-actions; 2018-10; github actions; ; https://github.blog/news-insights/product-news/action-demos/
github-copilot; 2021-06; github copilot; ; w:GitHub_Copilot
gitlab; 2011-09; gitlab; ; w:GitLab
bitbucket; 2008-06; bitbucket; ; w:Bitbucket
jenkins; 2004-06; jenkins ci | jenkins pipeline | jenkins pipelines; Jenkins; w:Jenkins_(software)
travis-ci; 2010-11; travis ci | travisci; ; w:Travis_CI
circleci; 2011-06; circleci | circle ci; ; https://circleci.com/
docker; 2013-01; dockerfile | dockerfiles | dockerized | dockerised | dockerizing; Docker; w:Docker_(software)
docker-compose; 2013-12; docker compose | docker-compose; ; w:Docker_(software)
docker-swarm; 2014-12; docker swarm; ; w:Docker_(software)
kubernetes; 2014-06; kubernetes | k8s; ; w:Kubernetes
helm; 2015-10; helm chart | helm charts | helm 3; ; https://helm.sh/
openshift; 2011-05; openshift; ; w:OpenShift
istio; 2017-05; istio; ; w:Istio
envoy; 2016-09; envoy proxy; ; https://www.envoyproxy.io/
linkerd; 2016-02; linkerd; ; https://linkerd.io/
argo-cd; 2018-01; argo cd | argocd; ; https://argoproj.github.io/cd/
flux-cd; 2016-07; flux cd | fluxcd; ; https://fluxcd.io/
knative; 2018-07; knative; ; https://cloud.google.com/blog/products/gcp/bringing-the-best-of-serverless-to-you
podman; 2017-11; podman; ; w:Podman
containerd; 2015-12; containerd; ; https://containerd.io/
kustomize; 2018-05; kustomize; ; https://kubernetes.io/blog/2018/05/29/introducing-kustomize-template-free-configuration-customization-for-kubernetes/
terraform; 2014-05; terraform; ; w:Terraform_(software)
terragrunt; 2016-05; terragrunt; ; https://terragrunt.gruntwork.io/
opentofu; 2023-08; opentofu; ; w:OpenTofu
pulumi; 2017-06; pulumi; ; https://www.pulumi.com/blog/introducing-pulumi/
ansible; 2012-02; ansible; ; w:Ansible_(software)
saltstack; 2011-03; saltstack; ; w:Salt_(software)
vagrant; 2010-01; vagrantfile; ; w:Vagrant_(software)
hashicorp-packer; 2013-06; hashicorp packer; ; w:HashiCorp
hashicorp-vault; 2015-04; hashicorp vault; ; w:HashiCorp
hashicorp-consul; 2014-04; hashicorp consul; ; w:HashiCorp
prometheus; 2012-11; prometheus/grafana | grafana/prometheus | prometheus and grafana | grafana and prometheus; Prometheus; w:Prometheus_(software)
grafana; 2013-12; grafana; ; w:Grafana
datadog; 2010-06; datadog; ; w:Datadog
new-relic; 2008-02; new relic; ; w:New_Relic
pagerduty; 2009-02; pagerduty; ; w:PagerDuty
opentelemetry; 2019-03; opentelemetry; ; https://opentelemetry.io/
zipkin; 2012-06; zipkin; ; https://zipkin.io/
ebpf; 2013-09; ebpf; ; w:EBPF
snyk; 2015-06; snyk; ; w:Snyk
dependabot; 2017-04; dependabot; ; w:Dependabot
figma; 2015-12; ; Figma; w:Figma
trello; 2011-09; trello; ; w:Trello
auth0; 2013-01; auth0; ; w:Okta,_Inc.
keycloak; 2013-07; keycloak; ; w:Keycloak
oauth-2; 2010-04; oauth 2.0 | oauth2; ; w:OAuth
openid-connect; 2010-05; openid connect; ; w:OpenID
jwt; 2010-12; json web token | json web tokens | jwt token | jwt tokens | jwt auth | jwt authentication; ; w:JSON_Web_Token
webauthn; 2015-11; webauthn; ; w:WebAuthn
lets-encrypt; 2014-11; let's encrypt; ; w:Let's_Encrypt
http-2; 2012-11; http/2; ; w:HTTP/2
http-3; 2018-10; http/3; ; w:HTTP/3
tls-1-3; 2014-04; tls 1.3; ; w:Transport_Layer_Security
bitcoin; 2008-10; bitcoin; ; w:Bitcoin
ethereum; 2013-11; ethereum; ; w:Ethereum
hyperledger-fabric; 2015-12; hyperledger fabric; ; w:Hyperledger
solana; 2017-11; solana; ; w:Solana_(blockchain_platform)
metamask; 2016-03; metamask; ; w:MetaMask
uniswap; 2018-08; uniswap; ; w:Uniswap
ipfs; 2014-01; ; IPFS; w:InterPlanetary_File_System
cuda; 2006-11; ; CUDA; w:CUDA
numpy; 2005-01; numpy; ; w:NumPy
pandas; 2008-01; python pandas | numpy/pandas | pandas/numpy | pandas dataframe | pandas dataframes; ; w:Pandas_(software)
scikit-learn; 2007-06; scikit-learn | sklearn | scikit learn; ; w:Scikit-learn
jupyter; 2011-07; jupyter; ; w:Project_Jupyter
tensorflow; 2015-11; tensorflow; ; w:TensorFlow
pytorch; 2016-08; pytorch; ; w:PyTorch
keras; 2015-03; keras; ; w:Keras
xgboost; 2014-03; xgboost; ; w:XGBoost
lightgbm; 2016-08; lightgbm; ; w:LightGBM
catboost; 2017-07; catboost; ; w:CatBoost
mxnet; 2015-04; mxnet; ; w:Apache_MXNet
onnx; 2017-09; ; ONNX; w:Open_Neural_Network_Exchange
cudnn; 2014-09; cudnn; ; w:CUDA
tensorrt; 2016-04; tensorrt; ; https://developer.nvidia.com/tensorrt
word2vec; 2013-01; word2vec; ; w:Word2vec
resnet; 2015-12; resnet | resnet50 | resnet-50; ; w:Residual_neural_network
u-net; 2015-05; u-net; ; w:U-Net
spacy; 2015-02; ; spaCy; w:SpaCy
bert; 2018-10; ; BERT; w:BERT_(language_model)
yolo-v3; 2018-03; yolov3; ; https://arxiv.org/abs/1804.02767
yolo-v5; 2020-05; yolov5; ; https://github.com/ultralytics/yolov5
yolo-v8; 2023-01; yolov8; ; https://github.com/ultralytics/ultralytics
vision-transformer; 2020-10; vision transformer | vision transformers; ; https://arxiv.org/abs/2010.11929
hugging-face; 2016-06; huggingface | hugging face; ; w:Hugging_Face
gpt-2; 2019-02; gpt-2 | gpt2; ; w:GPT-2
gpt-3; 2020-05; gpt-3 | gpt3; ; w:GPT-3
gpt-3-5; 2022-03; gpt-3.5; ; w:GPT-3
gpt-4; 2023-03; gpt-4 | gpt4; ; w:GPT-4
gpt-4o; 2024-05; gpt-4o; ; w:GPT-4o
chatgpt; 2022-11; chatgpt; ; w:ChatGPT
openai; 2015-12; openai; ; w:OpenAI
langchain; 2022-10; langchain; ; w:LangChain
langgraph; 2023-08; langgraph; ; https://github.com/langchain-ai/langgraph
llamaindex; 2022-11; llamaindex | llama index; ; https://github.com/run-llama/llama_index
llama-2; 2023-07; llama 2 | llama2; ; w:Llama_(language_model)
llama-3; 2024-04; llama 3 | llama3; ; w:Llama_(language_model)
stable-diffusion; 2022-08; stable diffusion; ; w:Stable_Diffusion
midjourney; 2022-02; midjourney; ; w:Midjourney
dall-e; 2021-01; dall-e; ; w:DALL-E
rag; 2020-05; retrieval-augmented generation | retrieval augmented generation; ; w:Retrieval-augmented_generation
qlora; 2023-05; qlora; ; https://arxiv.org/abs/2305.14314
vllm; 2023-02; vllm; ; https://github.com/vllm-project/vllm
ollama; 2023-06; ollama; ; https://github.com/ollama/ollama
auto-gpt; 2023-03; autogpt | auto-gpt; ; w:AutoGPT
mcp; 2024-11; model context protocol; ; w:Model_Context_Protocol
mlflow; 2018-06; mlflow; ; w:MLflow
kubeflow; 2017-12; kubeflow; ; w:Kubeflow
sap-hana; 2010-05; sap hana; ; w:SAP_HANA
s4hana; 2014-06; s/4hana | s4hana | s/4 hana; ; w:SAP_S/4HANA
lightning-web-components; 2018-12; lightning web components; ; https://developer.salesforce.com/blogs/2018/12/introducing-lightning-web-components
ga4; 2019-07; google analytics 4; GA4; w:Google_Analytics
wordpress; 2003-04; wordpress; ; w:WordPress
magento; 2007-08; magento; ; w:Adobe_Commerce
shopify; 2006-06; shopify; ; w:Shopify
stripe-api; 2010-01; stripe api | stripe connect; ; w:Stripe,_Inc.
twilio; 2008-03; twilio; ; w:Twilio
raspberry-pi; 2011-05; raspberry pi; ; w:Raspberry_Pi
alexa; 2014-11; amazon alexa | alexa skill | alexa skills; ; w:Amazon_Alexa
oculus-rift; 2012-06; oculus rift; ; w:Oculus_Rift
hololens; 2015-01; hololens; ; w:Microsoft_HoloLens
mitre-attack; 2013-09; mitre att&ck; ; w:ATT%26CK
`

function technology(row: string): Technology {
  const [id, since, names, exact, source] = row.split(';').map((cell) => cell.trim())
  return {
    id: id!,
    since: since!,
    names: names ? names.split(' | ') : [],
    ...(exact && { exact: exact.split(' | ') }),
    source: source!.replace(/^w:/, 'https://en.wikipedia.org/wiki/'),
  }
}

/**
 * When technologies came into the world. A date that is too late accuses people, so: where sources differ, the earliest
 * of first announcement, first public beta and first commit that anybody could see; where a product was renamed, the date
 * of what it was before, because people call old work by today's name. Words that mean something else in an ordinary
 * work summary (Go, Spring, Helm, Chef, Snowflake) are here only with a context. People who worked for the maker may have
 * been earlier.
 */
export default defineFacts<{ technologies: readonly Technology[] }>({
  title: 'Technologies and when each of them first existed',
  version: '2026-11-1',
  source: "The projects' own announcements and their articles in Wikipedia, named per entry",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    technologies: rows.trim().split('\n').map(technology),
  },
})
